// Runs before the first paint, so that the page does not flash in the wrong colours. Where storage is barred, they are the system's.
"use strict";
{
  const root = document.documentElement;
  try {
    root.dataset.theme = localStorage.getItem("theme") || "auto";
  } catch {
    root.dataset.theme = "auto";
  }

  // What a page shows for a script or for a search has its place from the first paint, so that nothing moves when it comes.
  root.classList.remove("no-js");
  root.classList.toggle("asked", location.search.length > 1);
}

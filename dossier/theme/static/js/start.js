// Runs before the first paint, so that the page does not flash in the wrong colours. Without storage, the system's colours apply.
"use strict";
{
  const root = document.documentElement;
  try {
    root.dataset.theme = localStorage.getItem("theme") || "auto";
  } catch {
    root.dataset.theme = "auto";
  }

  // Reserves space from the first paint for what scripts or a search will show, so that the layout does not shift.
  root.classList.remove("no-js");
  root.classList.toggle("asked", location.search.length > 1);
}

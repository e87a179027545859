// Loads the search while its page is being parsed: at once if the URL has a query, otherwise after all visible content.
// Modules and data cannot be loaded from a disk; the page then shows a note.
"use strict";
{
  const ready = (then) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", then, { once: true }) : then());
  const seen = (then) => (document.readyState === "complete" ? then() : addEventListener("load", then, { once: true }));
  const fetchEarly = () => document.head.append(document.getElementById("search-early").content);
  if (location.protocol === "file:") {
    ready(() => (document.querySelector("[data-search-local]").hidden = false));
  } else if (location.search.length > 1) {
    fetchEarly();
    ready(() => import("./page.js"));
  } else {
    seen(() => {
      fetchEarly();
      import("./page.js");
    });
  }
}

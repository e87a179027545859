// The search loads while its page is still being read: at once if something is asked, else after all that is to be seen.
// Modules and data do not load from a disk; there the page says so.
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

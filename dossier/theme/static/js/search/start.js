// The search loads while its page is still being read. Modules and data do not load from a disk; there the page says so.
"use strict";
{
  const ready = (then) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", then, { once: true }) : then());
  if (location.protocol === "file:") {
    ready(() => (document.querySelector("[data-search-local]").hidden = false));
  } else {
    document.head.append(document.getElementById("search-early").content);
    ready(() => import("./page.js"));
  }
}

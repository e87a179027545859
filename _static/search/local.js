// Modules and data do not load from a disk; there the search page says so.
if (location.protocol === "file:") {
  document.querySelector("[data-search-local]").hidden = false;
}

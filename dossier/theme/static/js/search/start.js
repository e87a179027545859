// The search starts once its page is there. Modules and data do not load from a disk; there the page says so.
"use strict";
if (location.protocol === "file:") document.querySelector("[data-search-local]").hidden = false;
else import("./page.js");

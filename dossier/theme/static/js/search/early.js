// The search page loads the engine while the page is still being read, and asks it what the address asks; without a question it waits
// until the page is there. From a disk nothing can be imported.
"use strict";
if (location.protocol !== "file:") {
  const text = new URLSearchParams(location.search).get("q")?.trim();
  const load = () => document.head.append(document.getElementById("search-early").content);
  if (text) {
    load();
    import("./engine.js").then(({ search }) => search(text)).catch(() => {}); // the page says so
  } else {
    addEventListener("load", load, { once: true });
  }
}

// The search box of every page: Control and K lead to it, and the search is fetched while a reader types.
"use strict";
{
  const box = () => [...document.querySelectorAll("[data-search-box] input[type=search]")];

  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const fields = box();
    const field = document.querySelector("main [data-search-form] input[type=search]") ?? fields.find((input) => input.checkVisibility()) ?? fields[0];
    if (!field) return;
    event.preventDefault();
    if (!field.checkVisibility()) field.closest("[popover]")?.showPopover();
    field.focus();
    field.select();
  });

  // From a disk nothing can be imported.
  for (const field of location.protocol === "file:" ? [] : box()) {
    field.addEventListener("focus", () => import("./engine.js").then(({ open }) => Promise.all(Object.values(open()))).catch(() => {}), { once: true });
  }
}

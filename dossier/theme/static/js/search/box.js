// The search boxes of every page: Control+K focuses the visible one, and suggestions appear while a reader types.
"use strict";
{
  const boxes = () => [...document.querySelectorAll("[data-search-box] input[type=search]")];

  // Some keyboards and programs send no key name, and on non-Latin layouts the key has another name.
  const isK = ({ key = "", code }) => (/^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK");

  addEventListener("keydown", (event) => {
    if (!isK(event) || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const fields = boxes();
    const field = document.querySelector("main [data-search-form] input[type=search]") ?? fields.find((input) => input.checkVisibility()) ?? fields[0];
    if (!field) return;
    event.preventDefault();
    if (!field.checkVisibility()) field.closest("[popover]")?.showPopover();
    field.focus();
    field.select();
  });

  // No suggestions from a disk, where nothing can be imported, nor in the search page's own box, which shows results.
  for (const field of location.protocol === "file:" ? [] : boxes()) {
    if (field.closest("[data-search-form]")) continue;
    const attach = () => import("./suggest.js").then(({ suggest }) => suggest(field)).catch(() => {});
    if (field === document.activeElement) attach();
    else field.addEventListener("focus", attach, { once: true });
  }
}

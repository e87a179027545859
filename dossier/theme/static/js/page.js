// Behaviour of every page: colours, panels, the current place in the navigation and in the contents, and additions for print.
"use strict";
{
  const root = document.documentElement;

  // From the system's colours the button first switches to the opposite ones, which is what a reader wants.
  document.querySelector(".theme-toggle").onclick = () => {
    const order = matchMedia("(prefers-color-scheme: dark)").matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    root.dataset.theme = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Without storage, the choice applies to this page only.
    }
  };

  // A link in an open panel closes it, even if it leads to an anchor on the same page.
  addEventListener("click", ({ target }) => target.closest("a")?.closest("[popover]")?.hidePopover?.());

  // A panel closes when the focus leaves it, so that it does not hide the focused element.
  for (const panel of document.querySelectorAll("[popover='']")) {
    panel.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next && !panel.contains(next) && next.popoverTargetElement !== panel) panel.hidePopover?.();
    });
  }

  // Opening the search focuses its field.
  document.getElementById("site-search")?.addEventListener("toggle", ({ newState, target }) => {
    if (newState === "open") target.elements.q.focus();
  });

  // Scroll the current page into view in the site navigation.
  function show(panel, link) {
    panel.scrollTop = link.offsetTop - panel.clientHeight / 2;
  }
  const site = document.getElementById("site-panel");
  const here = site.querySelector("[aria-current=page]");
  if (here) show(site, here);

  // The page contents mark the section being read: the last one whose heading has scrolled past the masthead.
  const contents = document.getElementById("page-panel");
  const parts = [...(contents?.querySelectorAll(".toc-tree a") ?? [])]
    .map((link) => [link, document.getElementById(decodeURIComponent(link.hash.slice(1)))])
    .filter(([, heading]) => heading);
  let current;

  function mark() {
    const [link] = parts.findLast(([, heading]) => heading.getBoundingClientRect().top < innerHeight / 4) ?? parts[0];
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    current = link;
    show(contents, link);
  }

  if (parts.length) {
    let waiting = false;
    addEventListener(
      "scroll",
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          mark();
        });
      },
      { passive: true },
    );
    mark();
  }

  // Return the address of the page, with what is chosen on it; cite.js uses it, too.
  window.pageAddress = () => {
    const { href } = document.querySelector("link[rel=canonical]") ?? location;
    return href.split(/[?#]/)[0] + (document.querySelector("form.narrowing, .compare-form") ? location.search : "");
  };

  // A printed page shows its address, and that of the bibliography.
  addEventListener("beforeprint", () => {
    document.querySelector(".masthead").dataset.page = pageAddress();
    for (const place of document.querySelectorAll("[data-address]")) {
      place.textContent = place.dataset.address ? new URL(place.dataset.address, pageAddress()).href : pageAddress();
    }
    for (const link of document.querySelectorAll(".notice a, .findings-list > li > p > a")) link.setAttribute("href", link.href);
  });
}

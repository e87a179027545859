// What every page does: colours, panels, the place in the navigation and in the contents, and what print adds.
"use strict";
{
  const root = document.documentElement;

  // The button goes from the system's colours to the other ones first, which is what a reader presses it for.
  document.querySelector(".theme-toggle").onclick = () => {
    const order = matchMedia("(prefers-color-scheme: dark)").matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
    root.dataset.theme = order[(order.indexOf(root.dataset.theme) + 1) % order.length];
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Where storage is barred, the choice holds for this page.
    }
  };

  // A link in an open panel closes it, also where it leads to a place on the same page.
  addEventListener("click", ({ target }) => target.closest("a")?.closest("[popover]")?.hidePopover?.());

  // A panel that the keyboard leaves closes, so that it does not hide what has the focus now.
  for (const panel of document.querySelectorAll("[popover='']")) {
    panel.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next && !panel.contains(next) && next.popoverTargetElement !== panel) panel.hidePopover?.();
    });
  }

  // A search that opens is there to be typed into.
  document.getElementById("site-search")?.addEventListener("toggle", ({ newState, target }) => {
    if (newState === "open") target.elements.q.focus();
  });

  // The current page is in view in the site's navigation.
  function show(panel, link) {
    panel.scrollTop = link.offsetTop - panel.clientHeight / 2;
  }
  const site = document.getElementById("site-panel");
  const here = site.querySelector("[aria-current=page]");
  if (here) show(site, here);

  // The contents of the page mark the part that is being read: the last one whose heading has gone past the masthead.
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

  // A printed page says where it was read, and where its bibliography is.
  addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-address]")) {
      place.textContent = new URL(place.dataset.address, location.href).href.split(/[?#]/)[0];
    }
  });
}

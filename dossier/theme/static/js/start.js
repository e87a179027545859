// Runs before the first paint, so that the page does not flash in the wrong theme. Where storage is barred, the theme is automatic.
try {
  document.body.dataset.theme = localStorage.getItem("theme") || "auto";
} catch {
  document.body.dataset.theme = "auto";
}

// What a page shows for a script or for a search has its place from the first paint, so that nothing moves when it comes.
document.documentElement.classList.remove("no-js");
document.documentElement.classList.toggle("asked", location.search.length > 1);

// A link in an open panel closes it, also where it leads to a place on the same page.
document.addEventListener("click", (event) => {
  event.target.closest("a")?.closest("[popover]")?.hidePopover?.();
});

// The current page is in view in the site's navigation.
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.getElementById("site-panel");
  const here = panel?.querySelector("[aria-current=page]");
  if (here) {
    panel.scrollTop = here.offsetTop - panel.clientHeight / 2;
  }
});

// A printed page says where it was read, and where its bibliography is.
addEventListener("beforeprint", () => {
  for (const place of document.querySelectorAll("[data-address]")) {
    place.textContent = new URL(place.dataset.address, location.href).href.split(/[?#]/)[0];
  }
});

// Link previews, on hover and on focus, from the texts that the build wrote for this page.
"use strict";
{
  const main = document.getElementById("main");
  const box = document.getElementById("preview");
  const [kind, title, text, foot] = box.children;
  const sure = foot.firstElementChild;
  const root = new URL("../../", document.currentScript.src).href;

  const control = document.getElementById("previews-switch");
  let on = true;
  try {
    on = localStorage.getItem("previews") !== "off";
  } catch {
    // Without storage, the choice applies to this page only.
  }

  function turn(to) {
    on = to;
    control.textContent = control.dataset[on ? "on" : "off"];
    try {
      localStorage.setItem("previews", on ? "on" : "off");
    } catch {
      // As above.
    }
  }

  control.textContent = control.dataset[on ? "on" : "off"];
  control.hidden = false;
  control.onclick = () => turn(!on);

  // They are loaded as a script, because a page opened from a disk cannot fetch data.
  let words;
  const load = () =>
    (words ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = main.dataset.previews;
      script.onload = script.onerror = () => done(window.previews ?? {});
      document.head.append(script);
    }));

  // The link last hovered or focused, the one whose preview is shown, and the one whose preview was dismissed, which stays hidden until
  // the link is left.
  let sought;
  let link;
  let dismissed;
  let timer;

  // The target of a link; links in drawings have another property for it.
  const address = ({ href }) => (href.baseVal === undefined ? href : new URL(href.baseVal, location.href).href);

  function seek(target) {
    clearTimeout(timer);
    if (!on || target === link || target === dismissed || !(address(target).startsWith(root) || target.matches(".source-link"))) return;
    load();
    sought = target;
    timer = setTimeout(open, 350, target);
  }

  async function open(target) {
    close();
    link = target;
    const found = (await load())[address(target).startsWith(root) ? address(target).slice(root.length) : target.getAttribute("href")];
    if (!found || link !== target) return;
    kind.textContent = found.kind;
    title.textContent = found.title;
    text.textContent = found.text;
    sure.textContent = found.sure ?? "";
    sure.className = found.sure ? `support support-${found.support}` : "";
    box.showPopover();
    place(target.getBoundingClientRect());
    target.setAttribute("aria-describedby", text.id);
  }

  // Place the preview below or above the link, never over it.
  function place({ left, top, bottom }) {
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth, offsetHeight } = box;
    const above = bottom + offsetHeight + 8 > clientHeight && top - offsetHeight > 64;
    box.style.left = `${scrollX + Math.max(8, Math.min(left, clientWidth - offsetWidth - 8))}px`;
    box.style.top = `${scrollY + (above ? top - offsetHeight - 6 : bottom + 6)}px`;
  }

  function close() {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    link = undefined;
    if (box.matches(":popover-open")) box.hidePopover();
  }

  const linkOf = ({ target }) => target.closest?.("main a[href]");

  addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const target = linkOf(event);
    // A page that scrolls to a focused link moves below a pointer that rests.
    if (!target && sought === document.activeElement) return;
    if (target) seek(target);
    else {
      clearTimeout(timer);
      if (link !== document.activeElement && !box.contains(event.target)) timer = setTimeout(close, 300);
    }
    if (target !== dismissed) dismissed = undefined;
  });

  addEventListener("focusin", (event) => {
    const target = linkOf(event);
    if (target?.matches(":focus-visible")) seek(target);
  });

  addEventListener("focusout", ({ relatedTarget }) => {
    dismissed = undefined;
    if (!box.contains(relatedTarget)) close();
  });

  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    dismissed = link;
    close();
  });

  addEventListener("click", (event) => linkOf(event) && close());
}

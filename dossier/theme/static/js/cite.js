// Citations to copy or download. The records come from the page's citation files, which are fetched when first needed.
"use strict";
{
  const CHOICE = "form.narrowing, .compare-form"; // what a reader chooses there stands in the address
  const dialog = document.getElementById("cite-dialog");
  const block = document.getElementById("cite-this-page");
  const files = [...block.querySelectorAll("a[download]")];
  const [name, forms, text, copy, copyLink, save, said] = ["h2", "fieldset", "pre", ".copies", ".copies-link", "a", "[role=status]"].map((part) =>
    dialog.querySelector(part),
  );

  // If the site's address is not configured, the citation gets the address at which the page is read.
  const below = block.querySelector(".cite-below");
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href.split(/[?#]/)[0];
  const address = below?.dataset.cited ?? page;
  const here = () => page + (document.querySelector(CHOICE) ? location.search : "");
  const whole = (text) => text.replaceAll(address, here());
  if (below && location.protocol !== "file:") {
    for (const shown of block.querySelectorAll(".cite-text")) shown.textContent = whole(shown.textContent);
    below.remove();
    for (const file of files) file.onclick = (event) => take(event, file);
  }

  // The file is downloaded with the address in it; if that fails, unchanged.
  async function take(event, { href, download }) {
    event.preventDefault();
    const link = Object.assign(document.createElement("a"), { href, download });
    try {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(answer.status);
      link.href = URL.createObjectURL(new Blob([whole(await answer.text())], { type: "text/plain" }));
      link.download = href.split("/").at(-1);
    } catch (error) {
      console.warn(error);
    }
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  const saying = dialog.dataset;
  const idOf = (control) => control.closest("[id]").id;

  // The first record in each file is that of the page; those of its findings follow in order.
  const controls = [...document.querySelectorAll("a.cites")];
  let record = 0;
  let form = 0;

  files.forEach((file, index) => {
    const label = document.createElement("label");
    const choice = Object.assign(document.createElement("input"), { type: "radio", name: "form", checked: !index });
    choice.onchange = () => show(index);
    label.append(choice, file.textContent);
    forms.append(label);
  });

  const read = files.map((file) => {
    let records;
    return () =>
      (records ??= fetch(file.href)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .then((all) => (file.href.endsWith("json") ? JSON.parse(all).map((item) => JSON.stringify([item], null, 1)) : all.trim().split("\n\n"))));
  });

  async function show(index) {
    form = index;
    text.textContent = `${whole((await read[form]())[record].trim())}\n`;
    text.classList.toggle("prose", !form);
    said.textContent = "";
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([text.textContent], { type: "text/plain" }));
    const [, stem, suffix] = files[form].pathname.match(/([^/.]*)([^/]*)$/);
    save.download = (record ? idOf(controls[record - 1]) : stem) + suffix;
  }

  // If the records cannot be fetched, as in a copy opened from a disk, the citation at the foot of the page is shown instead.
  async function open(index) {
    record = index;
    name.textContent = record ? controls[record - 1].ariaLabel : saying.page;
    try {
      if (location.protocol === "file:") throw new Error("a browser fetches nothing from a disk");
      await show(form);
      dialog.showModal();
    } catch {
      location.hash = record ? controls[record - 1].hash : block.id;
    }
  }

  const own = document.querySelector(`.tools [href="#${block.id}"]`);

  [own, ...controls].forEach((control, index) => {
    if (!control) return;
    control.role = "button";
    control.ariaHasPopup = "dialog";
    control.onclick = (event) => {
      event.preventDefault();
      open(index);
    };
    control.onkeydown = (event) => {
      if (event.key === " ") control.onclick(event);
    };
  });

  const button = Object.assign(document.createElement("button"), { type: "button", textContent: saying.open, onclick: () => open(0) });
  button.ariaHasPopup = "dialog";
  block.querySelector(".cite-files").before(button);

  // What cannot be copied is shown and selected.
  async function put(words) {
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = saying.copied;
    } catch {
      text.textContent = words;
      getSelection().selectAllChildren(text);
      said.textContent = saying.selected;
    }
  }

  const link = () => here() + (record ? `#${idOf(controls[record - 1])}` : "");

  copy.onclick = () => put(text.textContent);
  copyLink.onclick = () => put(link());

  // A click outside the dialog closes it.
  dialog.onclick = ({ target }) => {
    if (target === dialog) dialog.close();
  };
}

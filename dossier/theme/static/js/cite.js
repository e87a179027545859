// Citations to copy or download. The records come from the page's citation files, which are fetched when first needed.
"use strict";
{
  const dialog = document.getElementById("cite-dialog");
  const block = document.getElementById("cite-this-page");
  const files = [...block.querySelectorAll("a[download]")];
  const [name, forms, text, copy, copyLink, save, said] = ["h2", "fieldset", "pre", ".copies", ".copies-link", "a", "[role=status]"].map((part) =>
    dialog.querySelector(part),
  );

  const saying = dialog.dataset;
  const idOf = (control) => control.closest("[id]").id;

  // The first record in each file is that of the page; those of its findings follow in order.
  const controls = [...document.querySelectorAll("a.cites")];
  const link = (index) => pageAddress() + (index ? `#${idOf(controls[index - 1])}` : "");
  let record = 0;
  let form = 0;

  files.forEach((file, index) => {
    const label = document.createElement("label");
    const choice = Object.assign(document.createElement("input"), { type: "radio", name: "form", checked: !index });
    choice.onchange = () => show(index);
    label.append(choice, file.textContent);
    forms.append(label);
  });

  // If the site's address is not configured, citations have none, and get the one at which the page is read, before their end.
  const unknown = block.querySelector(".cite-unknown");
  const add = (text, { address, end }, at) => text.slice(0, text.length - end.length) + address.replace("{address}", () => at) + end;
  const whole = (text, index, form) =>
    unknown ? add(text.trim(), files[form].dataset, link(index)) : text.trim().replaceAll(pageAddress().split("?")[0], pageAddress());

  const read = files.map((file) => {
    let records;
    return () =>
      (records ??= fetch(file.href)
        .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
        .then((all) => (file.href.endsWith("json") ? JSON.parse(all).map((item) => JSON.stringify([item], null, 1)) : all.trim().split("\n\n"))));
  });

  async function show(index) {
    form = index;
    text.textContent = `${whole((await read[form]())[record], record, form)}\n`;
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

  copy.onclick = () => put(text.textContent);
  copyLink.onclick = () => put(link(record));

  // A file is downloaded with the addresses in it; if that fails, unchanged.
  async function take(event, { href, download }, form) {
    event.preventDefault();
    const link = Object.assign(document.createElement("a"), { href, download });
    try {
      const all = (await read[form]()).map((text, index) => whole(text, index, form));
      link.href = URL.createObjectURL(new Blob([`${all.join("\n\n").replaceAll("\n]\n\n[", ",")}\n`], { type: "text/plain" }));
      link.download = href.split("/").at(-1);
    } catch (error) {
      console.warn(error);
    }
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  if (unknown && location.protocol !== "file:") {
    block.querySelectorAll(".cite-text").forEach((shown, index) => (shown.textContent = whole(shown.textContent, index, 0)));
    files.forEach((file, form) => (file.onclick = (event) => take(event, file, form)));
    unknown.remove();
  }

  // A click outside the dialog closes it.
  dialog.onclick = ({ target }) => {
    if (target === dialog) dialog.close();
  };
}

// Compares entries by theme, from the findings stored on the page. The choice is kept in the URL, so that it can be shared.
for (const form of document.querySelectorAll("form.compare-form")) {
  const place = form.nextElementSibling;
  const stock = [...place.nextElementSibling.content.querySelectorAll("li")];
  const groups = [...form.querySelectorAll("fieldset")];
  const said = form.querySelector("output");
  const words = form.dataset;
  const { kind } = form.elements;
  const boxes = (group) => [...group.querySelectorAll("input")];
  const name = (box) => box.parentNode.textContent.trim();

  function make(tag, content, attributes = {}) {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...content);
    return made;
  }

  // Return copies of the items that bear on an entry and also have another class.
  function items(group, box, also) {
    const found = stock.filter(({ classList }) => classList.contains(`on-${group.name}-${box.value}`) && also(classList));
    return found.map((item) => make("span", item.firstElementChild.cloneNode(true).childNodes, { className: "item" }));
  }

  function row(group, chosen, label, also) {
    const cells = chosen.map((box) => items(group, box, also));
    if (!cells.some((cell) => cell.length)) return [];
    const shown = cells.map((cell, index) => {
      const made = make("td", cell.length ? cell : [make("span", [words.silent], { className: "silent" })]);
      made.dataset.label = name(chosen[index]);
      return made;
    });
    return [make("tr", [make("th", [label], { scope: "row" }), ...shown])];
  }

  function show() {
    for (const group of groups) group.hidden = group.name !== kind.value;
    const group = groups.find(({ hidden }) => !hidden);
    const chosen = boxes(group).filter(({ checked }) => checked);
    place.hidden = chosen.length < 2;
    said.textContent = place.hidden ? words.choose : words.chosen.replace("{names}", chosen.map(name).join(", "));
    if (place.hidden) return;
    const themes = groups.filter((other) => other !== group && "theme" in other.dataset);
    const isOn = (has, theme) => [...has].some((each) => each.startsWith(`on-${theme.name}-`));
    const rows = row(group, chosen, words.general, (has) => !has.contains("figures") && !themes.some((theme) => isOn(has, theme)));
    const onThemes = themes.flatMap((theme) =>
      boxes(theme).flatMap((box) =>
        row(group, chosen, name(box), (has) => has.contains(`on-${theme.name}-${box.value}`) && !has.contains("figures")),
      ),
    );
    rows.push(...onThemes, ...row(group, chosen, words.figures, (has) => has.contains("figures")));
    const head = make("tr", [words.theme, ...chosen.map(name)].map((text) => make("th", [text], { scope: "col" })));
    place.replaceChildren(make("table", [make("thead", [head]), make("tbody", rows)], { className: "docutils compared" }));
  }

  const asked = new URLSearchParams(location.search);
  if (groups.some((group) => group.name === asked.get("kind"))) kind.value = asked.get("kind");
  const of = asked.get("of")?.split(",") ?? [];
  for (const box of boxes(groups.find((group) => group.name === kind.value))) box.checked = of.includes(box.value);

  form.addEventListener("change", () => {
    const chosen = boxes(groups.find((group) => group.name === kind.value)).filter(({ checked }) => checked);
    const query = `?kind=${kind.value}&of=${chosen.map(({ value }) => value).join(",")}`;
    history.replaceState(null, "", `${location.pathname}${chosen.length ? query : ""}${location.hash}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

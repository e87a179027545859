// Compares entries by theme, from the findings stored on the page. The choice is kept in the URL, so that it can be shared.
for (const form of document.querySelectorAll("form.compare-form")) {
  const place = form.nextElementSibling;
  const stock = [...place.nextElementSibling.content.querySelectorAll("li")];
  const groups = [...form.querySelectorAll("fieldset")];
  const said = form.querySelector("output");
  const words = form.dataset;
  const { kind } = form.elements;
  const boxes = (group) => [...group.querySelectorAll("input")];
  const group = () => groups.find((each) => each.name === kind.value);
  const checked = () => boxes(group()).filter((box) => box.checked);
  const name = (box) => box.parentNode.textContent.trim();
  const partsOf = (box) => box.dataset.parts?.split(" ") ?? [];

  // Return the label of a column, and the ids of its entry and of the parts of it that have no column of their own.
  function column(box, chosen) {
    const others = chosen.filter(({ value }) => partsOf(box).includes(value));
    const leftOut = others.flatMap((other) => [other.value, ...partsOf(other)]);
    const ids = [box.value, ...partsOf(box).filter((id) => !leftOut.includes(id))];
    if (!others.length) return { label: name(box), ids };
    return { label: words.without.replace("{whole}", name(box)).replace("{parts}", others.map(name).join(", ")), ids };
  }

  function make(tag, content, attributes = {}) {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...content);
    return made;
  }

  // Return copies of the items that bear on one of some entries and also have another class.
  function items(ids, also) {
    const bears = (has) => ids.some((id) => has.contains(`on-${kind.value}-${id}`));
    const found = stock.filter(({ classList }) => bears(classList) && also(classList));
    return found.map((item) => make("span", item.firstElementChild.cloneNode(true).childNodes, { className: "item" }));
  }

  function row(columns, label, also) {
    const cells = columns.map(({ ids }) => items(ids, also));
    if (!cells.some((cell) => cell.length)) return [];
    const shown = cells.map((cell, index) => {
      const made = make("td", cell.length ? cell : [make("span", [words.silent], { className: "silent" })]);
      made.dataset.label = columns[index].label;
      return made;
    });
    return [make("tr", [make("th", [label], { scope: "row" }), ...shown])];
  }

  function show() {
    for (const each of groups) each.hidden = each !== group();
    const chosen = checked();
    place.hidden = chosen.length < 2;
    said.textContent = place.hidden ? words.choose : words.chosen.replace("{names}", chosen.map(name).join(", "));
    if (place.hidden) return;
    const themes = groups.filter((other) => other !== group() && "theme" in other.dataset);
    const isOn = (has, theme) => [...has].some((each) => each.startsWith(`on-${theme.name}-`));
    const columns = chosen.map((box) => column(box, chosen));
    const rows = row(columns, words.general, (has) => !has.contains("figures") && !themes.some((theme) => isOn(has, theme)));
    const onThemes = themes.flatMap((theme) =>
      boxes(theme).flatMap((box) =>
        row(columns, name(box), (has) => has.contains(`on-${theme.name}-${box.value}`) && !has.contains("figures")),
      ),
    );
    rows.push(...onThemes, ...row(columns, words.figures, (has) => has.contains("figures")));
    const head = make("tr", [words.theme, ...columns.map(({ label }) => label)].map((text) => make("th", [text], { scope: "col" })));
    place.replaceChildren(make("table", [make("thead", [head]), make("tbody", rows)], { className: "docutils compared" }));
  }

  const asked = new URLSearchParams(location.search);
  if (groups.some((each) => each.name === asked.get("kind"))) kind.value = asked.get("kind");
  const of = asked.get("of")?.split(",") ?? [];
  for (const box of boxes(group())) box.checked = of.includes(box.value);

  form.addEventListener("change", () => {
    const chosen = checked();
    const query = `?kind=${kind.value}&of=${chosen.map(({ value }) => value).join(",")}`;
    history.replaceState(null, "", `${location.pathname}${chosen.length ? query : ""}${location.hash}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

// Filters a table or a list by the values chosen above it. The choice is kept in the URL, so that it can be shared.
// Each value shows how many items it would leave, given the other choices. A form filters the items up to the next
// form; the first one filters those above it, too, such as a chart.
const forms = [...document.querySelectorAll("form.narrowing")];
const precedes = (form, row) => form.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
const formOf = (row) => forms.findLast((form) => precedes(form, row)) ?? forms[0];

for (const form of forms) {
  const rows = [...document.querySelectorAll(".narrowed")].filter((row) => formOf(row) === form);
  const counted = rows.filter((row) => row.matches("tr, dt"));
  const choices = [...form.querySelectorAll("select")];
  const said = form.querySelector("output");
  const clear = form.querySelector("button");
  const has = (row, wanted) => wanted.every(({ name, value }) => row.classList.contains(`has-${name}-${value}`));
  const chosen = () => choices.filter(({ value }) => value);

  function show() {
    const wanted = chosen();
    for (const row of rows) row.toggleAttribute("hidden", !has(row, wanted));
    for (const choice of choices) count(choice);
    if (!wanted.length && document.activeElement === clear) choices[0].focus();
    clear.hidden = !wanted.length;
    const shown = counted.filter(({ hidden }) => !hidden).length;
    said.textContent = form.dataset.said.replace("{shown}", shown).replace("{all}", counted.length);
  }

  function count(choice) {
    const others = chosen().filter((other) => other !== choice);
    const left = counted.filter((row) => has(row, others));
    for (const option of [...choice.options].filter(({ value }) => value)) {
      const number = left.filter((row) => has(row, [{ name: choice.name, value: option.value }])).length;
      option.textContent = `${option.dataset.label} (${number})`;
    }
  }

  function keep() {
    const all = forms.flatMap((one) => [...one.querySelectorAll("select")]).filter(({ value }) => value);
    const query = new URLSearchParams(all.map(({ name, value }) => [name, value]));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    show();
  }

  const asked = new URLSearchParams(location.search);
  for (const choice of choices) {
    const value = asked.get(choice.name);
    choice.value = [...choice.options].find((option) => [option.value, option.dataset.label].includes(value))?.value ?? "";
  }
  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  // Many filters on a narrow screen are folded, unless some are set; the style sheet decides where.
  const fold = form.querySelector("details");
  if (fold.firstElementChild.checkVisibility() && !chosen().length) fold.open = false;
  show();
}

// Shows what of a table or a list has what a reader chooses above it. The choice stands in the address, so that it can be sent on.
for (const form of document.querySelectorAll("form.narrowing")) {
  const rows = [...document.querySelectorAll(".narrowed")];
  const counted = rows.filter((row) => row.matches("tr, dt"));
  const choices = [...form.querySelectorAll("select")];
  const said = form.querySelector("output");

  function show() {
    const wanted = choices.filter(({ value }) => value).map(({ name, value }) => `has-${name}-${value}`);
    for (const row of rows) row.toggleAttribute("hidden", !wanted.every((name) => row.classList.contains(name)));
    const shown = counted.filter(({ hidden }) => !hidden).length;
    said.textContent = form.dataset.said.replace("{shown}", shown).replace("{all}", counted.length);
  }

  function keep() {
    const query = new URLSearchParams(choices.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    show();
  }

  const asked = new URLSearchParams(location.search);
  for (const choice of choices) {
    const value = asked.get(choice.name) ?? "";
    choice.value = [...choice.options].some((option) => option.value === value) ? value : "";
  }
  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

// Suggestions while a reader types in a search box, following the ARIA combobox pattern.
import { below, open, search } from "./engine.js";
import { addressOf, excerpt, kindOf, make, marked, titleOf } from "./view.js";

const PAGES = 5; // suggested pages,
const FINDINGS = 2; // and how many of them with their best finding
const PAUSE = 80; // milliseconds from a keystroke to the search
const WORDS = 24; // words of a finding that are shown
const SHORT = 2; // the shortest query with suggestions, in letters

/** The pages and findings suggested for a query: URL, text and kind. A date leads to its event, a term to its definition. */
export function offers(text, index) {
  const { pages, marks, named } = search(text, index, { unfinished: true });
  const rows = pages.slice(0, PAGES).flatMap((hit, nth) => {
    const parts = below(hit).map(({ part }) => part);
    const part = hit.target ?? (parts[0]?.title && named.includes(parts[0].number) ? parts[0] : hit.page.parts[0]);
    const page = { part, text: titleOf(part), label: kindOf(hit.page, index) };
    const finding = nth < FINDINGS && parts.find(({ sort }) => sort === "finding");
    return finding ? [page, { part: finding, text: excerpt(finding.text, marks, WORDS), label: "" }] : [page];
  });
  return { rows, marks };
}

/** Add suggestions to a field. */
export function suggest(field) {
  const list = make("ul", { id: `${field.id}-offers`, class: "search-offers", role: "listbox", "aria-label": field.labels[0].textContent, hidden: true });
  field.form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) field.setAttribute(name, value);
  let timer;

  const close = () => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    for (const option of list.children) option.setAttribute("aria-selected", "false");
    const option = list.children[at];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    return field.setAttribute("aria-activedescendant", option.id);
  };

  const chosen = () => [...list.children].findIndex((option) => option.getAttribute("aria-selected") === "true");

  const draw = (index) => {
    const text = field.value.trim();
    const { rows, marks } = text.length < SHORT ? { rows: [] } : offers(text, index);
    if (!rows.length || field !== document.activeElement) return close();
    const kept = list.hidden ? undefined : list.children[chosen()]?.dataset.href;
    list.replaceChildren(...rows.map((row, at) => option(row, marks, `${list.id}-${at}`)));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    return choose([...list.children].findIndex(({ dataset }) => dataset.href === kept)); // keep what was selected meanwhile
  };

  const offer = () => {
    clearTimeout(timer);
    timer = setTimeout(() => open().then(draw).catch(close), PAUSE);
  };

  field.addEventListener("input", offer);
  field.addEventListener("focus", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden) {
      if (step && field.value.trim()) offer();
      return;
    }
    const [at, count] = [chosen(), list.children.length];
    if (step) choose(at < 0 ? (step > 0 ? 0 : count - 1) : at + step === count ? -1 : at + step);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) location.assign(list.children[at].dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => location.assign(target.closest("[role=option]").dataset.href));
  open().catch(close);
  if (field.value) offer();
}

function option({ part, text, label }, marks, id) {
  const made = make("li", { id, role: "option", "aria-selected": "false", class: label ? "offers-page" : "offers-finding", "data-href": addressOf(part) });
  made.append(...marked(text, marks), ...(label ? [" ", make("span", { class: "offers-label" }, label)] : []));
  return made;
}

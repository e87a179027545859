// The search page: its address says what is searched, as a reader types and chooses.
import { everything, open, search } from "./engine.js";
import { facets, loaded } from "./facets.js";
import { load } from "./hits.js";
import { chips, clipped, groups, item, remarks } from "./view.js";

const FIRST = 4; // pages that are shown as soon as they are there
const MORE = 10; // pages that are shown at a time
const PAUSE = 40; // milliseconds after a key within which the next one starts no search at once, but after as many
const SHORT = 3; // letters below which the last word is probably still being typed,
const LONGER_PAUSE = 400; // so that a search starts later
const LARGE = 1000; // parts of pages from which a site's facets are loaded only when a reader asks for them

const part = (name) => document.querySelector(`[data-search-${name}]`);
const [form, list, status, note, side, chosenChips, more] = "form results status note facets chosen more".split(" ").map(part);
const narrowing = side.closest("details");
const field = form.elements.q;
const heading = document.title;
let turn = 0;
let timer;
let typed = -PAUSE; // when the last key was
let rest = { results: [], seen: new Set() };
let shown; // what `narrow` is told of the search whose hits are shown

/** The values of facets that the address has, as sets by facet. */
function chosen() {
  const found = new Map();
  for (const [name, id] of new URLSearchParams(location.search)) {
    if (name !== "q" && id) found.set(name, (found.get(name) ?? new Set()).add(id));
  }
  return found;
}

function address(text, values) {
  const parameters = new URLSearchParams(text ? { q: text } : {});
  for (const [name, ids] of values) for (const id of ids) parameters.append(name, id);
  const query = parameters.toString();
  return query ? `?${query}` : location.pathname;
}

/** Search for what the address says. */
async function run() {
  const mine = ++turn;
  const text = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  const values = chosen();
  const table = values.size ? await facets() : loaded;
  for (const name of values.keys()) if (!table.names.includes(name)) values.delete(name);
  if (mine !== turn) return;
  if (!text && !values.size) return clear();
  list.setAttribute("aria-busy", "true");
  const query = text ? await search(text) : { results: table.all(await everything()) };
  const found = table ? table.best(table.narrow(query.results, values)) : query.results;
  const left = { results: [...found], seen: new Set() };
  for (const count of [FIRST, MORE - FIRST]) {
    const items = (await load(left.results, count, left.seen)).map(item);
    if (mine !== turn) return;
    if (count === FIRST) list.replaceChildren();
    list.append(...items);
  }
  list.removeAttribute("aria-busy");
  document.title = [text, heading].filter(Boolean).join(" - ");
  rest = left;
  more.hidden = !rest.results.length;
  shown = [mine, query, values, text];
  return narrow(...shown);
}

/** Say how much was found, and by what it can be narrowed. */
async function narrow(mine, query, values, text) {
  const table = narrowing.open ? await facets() : loaded;
  if (mine !== turn) return;
  const found = table ? table.pagesOf(table.narrow(query.results, values)).size : query.results.length;
  const what = text ? ` for “${clipped(text)}”` : "";
  status.textContent = `${found === 0 ? "No pages" : found === 1 ? "1 page" : `${found} pages`}${what}.`;
  note.textContent = remarks(query);
  narrowing.hidden = !query.results.length;
  if (table) redraw(table, query.results, values);
}

/** Draw the facets anew; what is open stays open, and the focus stays where it is. */
function redraw(table, results, values) {
  const focus = side.contains(document.activeElement) ? document.activeElement : null;
  const open = new Map([...side.children].map((group) => [group.dataset.facet, group.open]));
  side.replaceChildren(...groups(table, results, values));
  for (const group of side.children) group.open = open.get(group.dataset.facet) ?? group.open;
  if (focus) [...side.querySelectorAll("input")].find(({ name, value }) => name === focus.name && value === focus.value)?.focus();
  chosenChips.replaceChildren(...chips(table, values));
}

function clear() {
  for (const element of [list, side, chosenChips, status, note]) element.replaceChildren();
  list.removeAttribute("aria-busy");
  narrowing.hidden = more.hidden = true;
}

/** Search for what is in the field, and put it into the address: as a step of its history, or in place of the last one. */
function go(values, step) {
  const next = address(field.value.trim(), values);
  if (step && next !== location.search) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
  return run().catch(fail);
}

function fail(error) {
  clear();
  status.textContent = "The search index could not be loaded. The lists below lead to every page.";
  console.error(error);
}

function toggle(name, id) {
  const values = chosen();
  const ids = values.get(name) ?? new Set();
  if (!ids.delete(id)) ids.add(id);
  return go(values.set(name, ids), true);
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  const last = field.value.split(/\s+/).at(-1);
  const unfinished = last.length < SHORT && /^\p{Script=Latin}/u.test(last);
  const quick = performance.now() - typed < PAUSE;
  typed = performance.now();
  timer = setTimeout(() => go(chosen(), false), unfinished ? LONGER_PAUSE : quick ? PAUSE : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go(chosen(), true);
});
side.addEventListener("change", ({ target }) => toggle(target.name, target.value));
narrowing.addEventListener("toggle", () => narrowing.open && shown && narrow(...shown).catch(fail));
chosenChips.addEventListener("click", ({ target }) => {
  const chip = target.closest("button");
  if (!chip) return;
  toggle(chip.dataset.name, chip.dataset.value);
  field.focus();
});
more.addEventListener("click", async () => {
  const items = (await load(rest.results, MORE, rest.seen)).map(item);
  list.append(...items);
  more.hidden = !rest.results.length;
  items[0]?.querySelector("a").focus();
});
addEventListener("popstate", start);

function start() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  return run().catch(fail);
}

open()
  .lexicon.then((lexicon) => (narrowing.open = lexicon.pages < LARGE && matchMedia("(min-width: 72em)").matches))
  .catch(fail);
if (field.value && !location.search) go(chosen(), false); // typed before this script was there
else start();

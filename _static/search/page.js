// The search page: its address says what is searched, as a reader types and chooses.
import { everything, ready, search } from "./engine.js";
import { facets } from "./facets.js";
import { load } from "./hits.js";
import { chips, groups, item, remarks } from "./view.js";

const FIRST = 4; // pages that are shown as soon as they are there
const MORE = 10; // pages that are shown at a time
const PAUSE = 40; // milliseconds without a key after which a search starts
const SHORTEST = 3; // letters of a word that is still being typed

const part = (name) => document.querySelector(`[data-search-${name}]`);
const [form, list, status, note, side, chosen_, more] = "form results status note facets chosen more".split(" ").map(part);
const field = form.elements.q;
let turn = 0;
let timer;
let shown = { results: [], next: 0, seen: new Set(), query: {} };

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
  if (!text && !values.size) return clear();
  list.setAttribute("aria-busy", "true");
  const table = facets();
  const query = text ? await search(text) : { results: await everything() };
  const narrowed = values.size ? (await table).narrow(query.results, values) : query.results;
  if (mine !== turn) return;
  const seen = new Set();
  const first = await load(narrowed, 0, FIRST);
  if (mine !== turn) return;
  list.replaceChildren(...show(first.pages, seen));
  const rest = await load(narrowed, first.next, MORE - first.pages.length, seen);
  if (mine !== turn) return;
  list.append(...show(rest.pages, seen));
  list.removeAttribute("aria-busy");
  shown = { results: narrowed, next: rest.next, seen, query };
  finish(await table, query, narrowed, values, text);
}

function show(pages, seen) {
  for (const { url } of pages) seen.add(url);
  return pages.map(item);
}

function finish(table, query, narrowed, values, text) {
  const count = table.pages_of(narrowed).size;
  const what = text ? ` for “${text}”` : "";
  tell(`${count === 0 ? "No pages" : count === 1 ? "1 page" : `${count} pages`}${what}.`, remarks(query));
  const focus = side.contains(document.activeElement) ? document.activeElement : null;
  const open = new Map([...side.querySelectorAll("details")].map((group) => [group.dataset.facet, group.open]));
  side.replaceChildren(...groups(table, query.results, values));
  for (const group of side.children) if (open.has(group.dataset.facet)) group.open = open.get(group.dataset.facet);
  if (focus) [...side.querySelectorAll("input")].find(({ name, value }) => name === focus.name && value === focus.value)?.focus();
  chosen_.replaceChildren(...chips(table, values));
  more.hidden = shown.next >= shown.results.length;
}

function tell(message, remark) {
  status.textContent = message;
  note.textContent = remark;
}

function clear() {
  list.replaceChildren();
  list.removeAttribute("aria-busy");
  side.replaceChildren();
  chosen_.replaceChildren();
  more.hidden = true;
  tell("", "");
}

function go(values, step) {
  const next = address(field.value.trim(), values);
  if (step && next !== location.search) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
  return run().catch(fail);
}

function fail(error) {
  clear();
  tell("The search index could not be loaded. The lists below lead to every page.", "");
  part("lists").hidden = false;
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
  if (!last || last.length >= SHORTEST || !/^\p{Script=Latin}/u.test(last)) timer = setTimeout(() => go(chosen(), false), PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  go(chosen(), true);
});
side.addEventListener("change", ({ target }) => toggle(target.name, target.value));
chosen_.addEventListener("click", ({ target }) => {
  const chip = target.closest("button");
  if (!chip) return;
  toggle(chip.dataset.name, chip.dataset.value);
  field.focus();
});
more.addEventListener("click", async () => {
  const { results, next, seen } = shown;
  const batch = await load(results, next, MORE, seen);
  const items = show(batch.pages, seen);
  list.append(...items);
  shown.next = batch.next;
  more.hidden = shown.next >= results.length;
  items[0]?.querySelector("a").focus();
});
addEventListener("popstate", start);
field.addEventListener("focus", () => ready().catch(fail), { once: true });

function start() {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  return run().catch(fail);
}

start();

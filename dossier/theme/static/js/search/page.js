// The search page, which keeps the query and the filters in its URL.
import { chosenParts, counts, filterOf, labelOf, open, openAside, prepare, search, subjectOf } from "./engine.js";
import { fold } from "./text.js";
import { chip, groups, item, nearest, remarks, say, told } from "./view.js";

const MORE = 10; // pages shown at a time
const NEAR = 5; // names suggested if nothing is found
const PAUSE = 60; // milliseconds from a keystroke to the search
const STILL = 600; // and to the update of the URL, which browsers limit to about a hundred in half a minute
const SHORT = 3; // with fewer letters the last word is probably unfinished,
const LONGER_PAUSE = 400; // so the search starts later

const part = (name) => document.querySelector(`[data-search-${name}]`);
const [form, list, status, note, side, chips, more, title] = "form results status note facets chosen more title".split(" ").map(part);
const narrowing = side.closest("details");
const field = form.elements.q;
const heading = document.title;
let index;
let turn = 0;
let timers = [];
let typed = false; // whether a reader has typed anything
let found = []; // the pages of the search
let marks = new Set(); // its words

/** The facet values in the URL, as sets by facet. */
function chosen() {
  const values = new Map();
  for (const [name, id] of new URLSearchParams(location.search)) {
    if (labelOf(index, name, id)) values.set(name, (values.get(name) ?? new Set()).add(id));
  }
  return values;
}

function address(text, values) {
  const parameters = new URLSearchParams(text ? { q: text } : {});
  for (const [name, ids] of values) for (const id of ids) parameters.append(name, id);
  const query = parameters.toString();
  return query ? `?${query}` : location.pathname;
}

/** Update the history with a state and possibly a URL; if the browser's limit is reached, do nothing. */
function remember(state, next, step) {
  try {
    history[step ? "pushState" : "replaceState"](state, "", next);
  } catch {
    // the search continues, and the URL is updated later
  }
}

/** Search for a text among parts with the chosen values, and show a number of pages. */
async function run(text, values, count = MORE) {
  const mine = ++turn;
  if (!text && !values.size) return clear();
  const aside = Boolean(values.get("kind")?.size);
  if (aside) await openAside();
  if (mine !== turn) return undefined;
  const query = text ? search(text, index, { filter: filterOf(index, values), aside }) : { pages: chosenParts(index, values), marks: new Set() };
  [found, marks] = [query.pages, query.marks];
  list.replaceChildren();
  show(count);
  document.title = [text, heading].filter(Boolean).join(" - ");
  const subject = text && !values.size && part("words").dataset.findings ? subjectOf(text, query, index) : undefined;
  status.replaceChildren(...told(query, text, subject));
  note.textContent = text && remarks(query);
  if (found.length && text) note.append(...nearest(query.acronyms.map((name) => index.called(name))));
  else if (text) status.append(...nearest(index.near(fold(text), NEAR)));
  facets(text ? findable(text, aside) : chosenParts(index, new Map()), values);
  return undefined;
}

/** The results for a text whatever the filters; pages that are found only on request count if a kind is chosen, or nothing else is found. */
function findable(text, aside) {
  const { pages } = search(text, index, { aside });
  return pages.length || aside ? pages : search(text, index, { aside: true }).pages;
}

/** Show the next pages. */
function show(count) {
  const at = list.children.length;
  const items = found.slice(at, at + count).map((hit) => item(hit, index, marks));
  list.append(...items);
  more.hidden = list.children.length >= found.length;
  return items;
}

/** Redraw the facets, keeping what is open and the focus. */
function facets(results, values) {
  const focus = side.contains(document.activeElement) ? document.activeElement : null;
  const opened = new Map([...side.children].map((group) => [group.dataset.facet, group.open]));
  side.replaceChildren(...groups(counts(index, results, values)));
  for (const group of side.children) group.open = opened.get(group.dataset.facet) ?? group.open;
  if (focus) [...side.querySelectorAll("input")].find(({ name, value }) => name === focus.name && value === focus.value)?.focus();
  chips.replaceChildren(...[...values].flatMap(([name, ids]) => [...ids].map((id) => chip(name, id, labelOf(index, name, id)))));
  title.hidden = narrowing.hidden = !results.length;
}

function clear() {
  for (const element of [list, side, chips, status, note]) element.replaceChildren();
  found = [];
  document.title = heading;
  title.hidden = narrowing.hidden = more.hidden = true;
}

/** Search for the text in the field, and update the URL, as a new history entry or in place of the last one. */
function go(values, step) {
  timers.forEach(clearTimeout);
  const text = field.value.trim();
  const next = address(text, values);
  if (step) remember(null, next, next !== location.search);
  else timers = [setTimeout(() => remember(null, next), STILL)];
  return run(text, values).catch(fail);
}

function fail(error) {
  clear();
  status.textContent = say("failed");
  console.error(error);
}

function toggle(name, id) {
  const values = chosen();
  const ids = values.get(name) ?? new Set();
  if (!ids.delete(id)) ids.add(id);
  return go(values.set(name, ids), true);
}

field.addEventListener("input", () => {
  typed = true;
  timers.forEach(clearTimeout);
  const last = field.value.split(/\s+/).at(-1);
  const unfinished = last.length < SHORT && /^\p{Script=Latin}/u.test(last);
  timers = [setTimeout(() => ready().then(() => go(chosen(), false)).catch(fail), unfinished ? LONGER_PAUSE : PAUSE)];
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ready().then(() => go(chosen(), true)).catch(fail);
});
side.addEventListener("change", ({ target }) => toggle(target.name, target.value));
chips.addEventListener("click", ({ target }) => {
  const { name, value } = target.closest("button")?.dataset ?? {};
  if (!name) return;
  toggle(name, value);
  field.focus();
});
more.addEventListener("click", () => show(MORE)[0]?.querySelector("a").focus());

// Restore the list when a reader comes back from a result.
history.scrollRestoration = "manual";
addEventListener("pagehide", () => remember({ count: list.children.length, y: scrollY }, address(field.value.trim(), index ? chosen() : new Map())));
addEventListener("popstate", () => ready().then(start).catch(fail));

async function start() {
  const { count, y } = history.state ?? {};
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  await run(field.value.trim(), chosen(), Math.max(MORE, count ?? 0));
  if (y === undefined) return;
  await new Promise(requestAnimationFrame); // browsers reset the scroll position with the first frame
  scrollTo(0, y);
}

/** Return the index, built once. */
async function ready() {
  if (index) return;
  const made = await open();
  if (!index) narrowing.open = matchMedia("(min-width: 72em)").matches;
  index = made;
}

prepare().catch(fail);
if (field.value || location.search) {
  // Keep what was typed before the index was loaded.
  ready()
    .then(() => (field.value && (typed || !location.search) ? go(chosen(), false) : start()))
    .catch(fail);
}

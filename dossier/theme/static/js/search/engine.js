// The search: reads a query, asks the index for each of its terms, and ranks the pages by how much of the query they answer.
import { Index } from "./index.js";
import { read } from "./query.js";

const ROOT = new URL("../../../", import.meta.url);
const SATURATION = 1.2; // how often a word has to be said to count half of the most that it can
const NAMED = [6, 6, 6, 6, 2, 2]; // what a name in the query adds to the pages that it leads to, by its rank
const TOPIC = 2; // the rank from which on a name is of a subject that a page is about
const HALF = 0.5; // what a word of the title counts towards how near the words of the query are in a part
const TITLED = 1; // what a title that says all of the query adds, as a multiple of how telling the query is
const COMMON = 2.5; // how telling a name is at least that counts in full
const RARE = 4.5; // how telling a word is at most
const ALIKE = 0.6; // up to which a way of saying a word is another word of like meaning
const WITHOUT_FINDINGS = 0.8; // what the words count on a page that has no findings of its own
const MOST = 0.35; // the part of the query, by how telling its words are, that a page has at least
const ASKED_FOR = 100; // what a part is worth that the query names
const ITEMS = new Set(["passage", "term", "event", "source"]); // sorts of parts that say nothing together

let opening;
let index;

/** Load the index. */
export function open() {
  opening ??= load("search.json").then((made) => (index = new Index(made)));
  return opening;
}

async function load(name) {
  const answer = await fetch(new URL(name, ROOT));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** Load what is found only when it is asked for. */
export async function openAside() {
  await open();
  index.aside ??= load("search-aside.json").then((rows) => index.add(rows));
  await index.aside;
  return index;
}

/**
 * Search an index.
 * Gives what `read` gives, and `pages`, best first, each with its `page`, its `parts` that match, best first, and whether it has
 * all of the query (`all`); `findings` that have all of it; and the `marks`, the words that match.
 * @param filter what tells whether a part is wanted
 * @param aside whether what is found only when it is asked for is wanted, too
 * @param unfinished whether the reader is still typing
 */
export function search(text, index, { filter = () => true, aside = false, unfinished = false } = {}) {
  const query = read(text, index, unfinished);
  const terms = query.terms.map((term) => ask(term, index));
  const total = terms.reduce((sum, { telling }) => sum + telling, 0);
  const wanted = aside || asksAside(query, index) ? () => true : ({ page }) => !page.aside;
  const pages = rank(terms, total, query, index, (part) => wanted(part) && filter(part));
  return { ...query, pages, marks: new Set(terms.flatMap(({ marks }) => marks)) };
}

/** Whether a query names a page that is found only when it is asked for. */
function asksAside({ terms, named }, index) {
  return [...named, ...terms.flatMap(({ to = [] }) => to.slice(0, 1))].some((number) => index.parts[number].page.aside);
}

/** The parts that a term is in, each with its score, the pages in whose names it is, and how telling it is. */
function ask({ ways, to = [], rank }, index) {
  const found = new Map();
  const marks = [];
  const plainly = new Set();
  for (const [text, share] of ways) {
    const having = index.having(text);
    if (having.size) marks.push(...text.split(" "));
    if (share > ALIKE) for (const number of having.keys()) plainly.add(number);
    for (const [number, weight] of having) found.set(number, Math.max(found.get(number) ?? 0, (share * weight) / (weight + SATURATION)));
  }
  const telling = Math.min(RARE, Math.log(1 + (index.parts.length - found.size + 0.5) / (found.size + 0.5)));
  const titled = index.pages.filter(({ words }) => ways.some(([text, share]) => share > 0.6 && text.split(" ").every((word) => words.has(word))));
  return { found, plainly, marks, telling, titled: new Set(titled), to, rank, named: new Set(to.map((number) => index.parts[number].page)) };
}

function rank(terms, total, { named, defined }, index, wanted) {
  const found = new Map();
  const of = (page) => found.get(page) ?? found.set(page, { page, best: new Map(), parts: new Map(), titled: 0, named: 0 }).get(page);
  for (const [nth, { found: scores, plainly, telling, titled, named: naming, rank: rankOf, to }] of terms.entries()) {
    for (const [number, score] of scores) {
      const part = index.parts[number];
      if (!wanted(part)) continue;
      const hit = of(part.page);
      const kept = hit.parts.get(part) ?? hit.parts.set(part, { part, score: 0, terms: new Set(), plain: new Set() }).get(part);
      kept.score += score * telling;
      kept.terms.add(nth);
      if (plainly.has(number)) kept.plain.add(nth);
    }
    for (const page of new Set([...titled, ...naming])) {
      const lead = page.parts.find(wanted);
      if (!lead) continue;
      const hit = of(page);
      if (titled.has(page)) hit.titled += telling;
      if (naming.has(page)) hit.named += NAMED[rankOf] * Math.min(1, telling / COMMON);
      hit.best.set(nth, Math.max(hit.best.get(nth) ?? 0, telling));
      for (const number of to) {
        const part = index.parts[number];
        if (part.page === page && wanted(part) && !hit.parts.has(part)) hit.parts.set(part, { part, score: 0, terms: new Set([nth]), plain: new Set([nth]) });
      }
    }
  }
  const first = new Map(named.map((number, nth) => [index.parts[number].page, nth]).reverse());
  const pages = [...found.values()].map((hit) => scored(hit, terms, total, named)).filter(({ covered, page }) => first.has(page) || covered >= MOST * total);
  const topics = terms.length === 1 && terms[0].rank === TOPIC && !defined;
  const order = ({ page, all, direct }) => (first.has(page) ? (topics ? 0 : first.get(page)) - 10 : direct ? 0 : all ? 1 : 2);
  return pages.sort((a, b) => order(a) - order(b) || b.score - a.score || a.page.number - b.page.number);
}

/** How well a page answers: how much of the query it has, how much of it in one part, and where. */
function scored(hit, terms, total, named) {
  const telling = (numbers) => [...numbers].reduce((sum, nth) => sum + terms[nth].telling, 0);
  const always = new Set(hit.best.keys());
  const parts = [...hit.parts.values()];
  for (const kept of parts) {
    kept.has = new Set([...kept.terms, ...always]);
    kept.all = kept.has.size === terms.length;
    kept.worth = kept.score * (telling(kept.terms) / total) + (named.includes(kept.part.number) ? ASKED_FOR - named.indexOf(kept.part.number) : 0);
  }
  parts.sort((a, b) => b.worth - a.worth || a.part.number - b.part.number);
  const together = parts.filter(({ part }) => !ITEMS.has(part.sort));
  const groups = [[...always, ...together.flatMap(({ plain }) => [...plain])], ...parts.map(({ has }) => [...has]), [...always]].map((numbers) => new Set(numbers));
  const covered = Math.max(...groups.map(telling));
  const near = Math.max(0, ...parts.map(({ has, terms: own }) => telling(own) + HALF * (telling(has) - telling(own))));
  const sum = terms.reduce((all, { telling }, nth) => all + Math.max(0, ...parts.map(({ part, terms: own }) => (own.has(nth) ? 1 : 0) * (terms[nth].found.get(part.number) ?? 0))) * telling, 0);
  const direct = [groups[0], groups.at(-1), ...together.map(({ has }) => has)].some(({ size }) => size === terms.length);
  const score = (sum * (hit.page.parts.some(({ sort }) => sort === "finding") ? 1 : WITHOUT_FINDINGS) + hit.titled + hit.named + TITLED * total * (hit.titled / total) ** 3) * (covered / total) ** 2 * (1 + (near / total) ** 2);
  return { page: hit.page, parts, covered, all: groups.some(({ size }) => size === terms.length), direct, score };
}

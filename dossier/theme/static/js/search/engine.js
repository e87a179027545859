// The search engine: parses a query, looks up its terms in the index, and ranks pages by how much of the query they match.
import { Index } from "./index.js";
import { ENTRY, SUBJECT, read } from "./query.js";
import { STOPWORDS, fold } from "./text.js";

const ROOT = new URL("../../../", import.meta.url);
const SATURATION = 2; // the frequency at which a word has half its maximum weight
const NAMED = 2.5; // bonus of a page that a name in the query leads to; for a subject, shared among its words
const TITLED = 0.6; // alternatives up to this weight count neither as title words nor as the word itself
const RARE = 4.5; // the maximum rarity (inverse document frequency) of a word,
const RAREST = 6; // and of a name, a date or an amount of several words
const WITHOUT_FINDINGS = 0.8; // factor for pages without findings
const TOGETHER = 0.5; // share of the score of its best part that is added to a page
const RELATED = 0.8; // factor for pages that have a word of the query only as a related word
const BEST = 3; // the pages that match best, which come before those that have all of the words
const FITTING = 1.5; // factor for a finding with the number or date that a question asks for
const MOST = 0.35; // the minimum share of the query, weighted by rarity, that a page must match unless the query names it
const OF_KIND = 1.4; // how much more an entry counts if the query has the word for its kind, as "region",
const WHICH = 2; // and if it asks for one, as "which region"
const ASKED_FOR = 100; // score of a part that the query names
const WHOLE = new Set(["lead", "item"]); // sorts of parts that are shown as their page
const FINDING_WORTH = 0.1; // the minimum score of other findings, as a share of the page's best section or finding,
const SECTION_WORTH = 0.4; // and of sections
const PAGES = "kind"; // the facet counted by page; the others are counted by finding
const PROPERTIES = new Set([PAGES, "corrected"]); // the facets whose values no query asks for

let fetching;
let opening;
let index;

/** Fetch the index data. Building the index takes a second on a phone, so it waits until the first search. */
export function prepare() {
  fetching ??= load("search.json");
  return fetching;
}

/** Build the index. */
export function open() {
  opening ??= prepare().then((made) => (index = new Index(made)));
  return opening;
}

async function load(name) {
  const answer = await fetch(new URL(name, ROOT));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

/** Load the parts of pages that are found only on request. */
export async function openAside() {
  await open();
  index.aside ??= load("search-aside.json").then((rows) => index.add(rows));
  await index.aside;
  return index;
}

/**
 * Search an index.
 * Returns the result of `read` with `pages`, best first, each with its `page`, its `parts`, best first, whether it matches the whole
 * query (`all`), the words without which it would not (`related`), and the item that the query names (`target`); and with `marks`, the
 * words that match.
 * @param filter whether to include a part
 * @param aside whether to include pages found only on request
 * @param unfinished whether the reader is still typing
 */
export function search(text, index, { filter = () => true, aside = false, unfinished = false } = {}) {
  const query = read(text, index, unfinished);
  const isQuoted = /["“„«]/.test(text);
  const asked = query.terms.map((term) => ask({ ...term, ways: term.ways.filter(([, , related]) => !(isQuoted && related)) }, index));
  const terms = asked.filter(isSomewhere);
  const own = index.inTheirLanguage(text).filter(filter);
  const unknown = own.length ? [] : [...query.unknown, ...asked.filter((term) => !isSomewhere(term)).map(({ text }) => text)];
  const open = aside || asksAside(query, index);
  const hits = collect(terms, index, (part) => (open || !part.page.aside) && filter(part));
  const answers = ANSWERS.find(([question]) => question.test(text))?.[1] ?? (() => false);
  for (const hit of hits) {
    hit.asked = query.named.some((number) => index.parts[number].page === hit.page);
    weigh(hit, terms, query.named, answers);
    hit.score *= factorOfKind(hit.page, fold(text), index);
  }
  return { ...query, unknown, pages: withOwn(own, withItem(text, ranked(hits, query, index), query, index, filter), query), marks: new Set(terms.flatMap(({ marks }) => marks)) };
}

/** How much more a page counts because it is an entry of a kind that a text names or asks for. */
function factorOfKind({ weight, values: [[facet, nth]] }, text, index) {
  const kind = fold(index.facets[facet][2][nth][1]);
  if (weight !== ENTRY || !` ${text} `.includes(` ${kind} `)) return 1;
  return new RegExp(`^(which|what) (\\p{L}+ ){0,2}${kind} `, "u").test(text) ? WHICH : OF_KIND;
}

/** The kinds of answer in a finding: a number, a date. */
const ANSWERS = [
  [/\b(how (many|much|large|big|often)|number|percentage|share of|size of)\b/i, ({ text }) => /\d/.test(text)],
  [/\b(when|what (year|date|day|month))\b/i, ({ text }) => /\b(19|20)\d\d\b/.test(text)],
];

/** Whether a query names a page that is found only on request. */
function asksAside({ terms, named }, index) {
  return [...named, ...terms.flatMap(({ to = [] }) => to.slice(0, 1))].some((number) => index.parts[number].page.aside);
}

/**
 * Look up a term: the parts that match it with their weights (`found`), literally (`plainly`) and not only by related words (`itself`),
 * the pages with it in their names (`titled`), those that it names (`named`), and its rarity.
 */
function ask({ ways, to = [], rank, portion = 1 }, index) {
  const [found, plainly, itself, marks] = [new Map(), new Set(), new Set(), []];
  for (const [text, share, related] of ways) {
    const having = index.having(text);
    if (having.size) marks.push(...wordsOf(text));
    for (const [number, weight] of having) {
      found.set(number, Math.max(found.get(number) ?? 0, (share * weight) / (weight + SATURATION)));
      if (share > TITLED) plainly.add(number);
      if (!related) itself.add(number);
    }
  }
  const telling = Math.min(ways[0][0].includes(" ") ? RAREST : RARE, Math.log(1 + (index.searched - found.size + 0.5) / (found.size + 0.5)));
  const titled = index.pages.filter((page) => ways.some(([text, share]) => share > TITLED && isTitled(page, text)));
  const named = new Set(to.map((number) => index.parts[number].page));
  return { text: ways[0][0], ways, found, plainly, itself, marks, telling, titled, to, rank, portion, named };
}

/** Whether a page has all words of a text in its names. */
function isTitled({ words }, text) {
  return text.split(" ").every((word) => words.has(word));
}

/** The related words by which a page matches a term that neither its parts nor its names have. */
function relatedOf({ ways, itself, named }, page, parts) {
  if (named.has(page) || parts.some(({ number }) => itself.has(number)) || ways.some(([text, , related]) => !related && isTitled(page, text))) return [];
  return ways.filter(([text]) => isTitled(page, text) || parts.some(({ said }) => said.includes(` ${text} `))).map(([text]) => text);
}

/** The words of a text without stop words, or all if there are no others. */
function wordsOf(text) {
  const words = text.split(" ");
  const saying = words.filter((word) => !STOPWORDS.has(word));
  return saying.length ? saying : words;
}

/** Whether any page has a term in its text or its names. */
function isSomewhere({ found, titled, named }) {
  return found.size || titled.length || named.size;
}

/** The pages that match any term: the terms in each part, and those in the names of the page (`always`). */
function collect(terms, index, wanted) {
  const hits = new Map();
  const of = (page) => hits.get(page) ?? hits.set(page, { page, kept: new Map(), always: new Set(), bonus: 0 }).get(page);
  const keep = (part, term, score, plainly) => {
    const { kept } = of(part.page);
    const made = kept.get(part) ?? kept.set(part, { part, score: 0, terms: new Set(), plain: new Set() }).get(part);
    made.score += score * term.telling;
    made.terms.add(term);
    if (plainly) made.plain.add(term);
  };
  for (const term of terms) {
    for (const [number, score] of term.found) if (wanted(index.parts[number])) keep(index.parts[number], term, score, term.plainly.has(number));
    for (const number of term.to) if (wanted(index.parts[number]) && !term.found.has(number)) keep(index.parts[number], term, 0, true);
    for (const page of new Set([...term.titled, ...term.named])) {
      if (!page.parts.some(wanted)) continue;
      const hit = of(page);
      hit.always.add(term);
      if (wanted(page.parts[0])) keep(page.parts[0], term, 0, true);
      if (term.titled.includes(page)) hit.bonus += term.telling;
      hit.named ||= term.named.has(page) && term.rank < SUBJECT;
      if (term.named.has(page)) hit.bonus += term.portion * NAMED;
    }
  }
  return [...hits.values()];
}

/** Score a page: how much of the query it matches, how much of it in one part, and where. */
function weigh(hit, terms, named, answers) {
  const telling = (some) => [...some].reduce((sum, term) => sum + term.telling, 0);
  const total = telling(terms);
  const parts = [...hit.kept.values()];
  for (const kept of parts) {
    kept.has = new Set([...kept.terms, ...hit.always]);
    kept.all = kept.has.size === terms.length;
    kept.near = telling(kept.terms) / total;
    kept.fits = kept.part.sort === "finding" && answers(kept.part) ? FITTING : 1;
    kept.worth = kept.score * kept.near * kept.fits + (named.includes(kept.part.number) ? ASKED_FOR - named.indexOf(kept.part.number) : 0);
  }
  hit.parts = parts.sort((a, b) => b.worth - a.worth || a.part.number - b.part.number);
  const together = new Set([...hit.always, ...parts.flatMap(({ plain }) => [...plain])]);
  hit.all = hit.asked || together.size === terms.length || parts.some(({ all }) => all);
  hit.related = hit.all ? terms.flatMap((term) => relatedOf(term, hit.page, parts.map(({ part }) => part))) : [];
  hit.share = Math.max(telling(together), ...parts.map(({ has }) => telling(has))) / total;
  const best = (term) => Math.max(0, ...parts.map(({ part, terms: own }) => (own.has(term) ? (term.found.get(part.number) ?? 0) : 0)));
  const said = terms.reduce((sum, term) => sum + best(term) * term.telling, 0);
  const own = hit.page.parts.some(({ sort }) => sort === "finding") ? 1 : WITHOUT_FINDINGS;
  hit.score = (said * own + hit.bonus * (hit.page.weight ? hit.share : 1)) * Math.max(0, ...parts.map(({ near }) => near));
  hit.score += TOGETHER * Math.max(0, ...parts.map(({ score, near, fits }) => score * near * fits));
  if (hit.related.length) hit.score *= RELATED;
}

/** The pages named in a query, the best, and those that have all of its words, have them with related words, or have most of them. */
function ranked(hits, query, index) {
  const first = new Map(query.named.map((number, nth) => [index.parts[number].page, nth]).reverse());
  const order = ({ page }) => (first.has(page) ? first.get(page) - query.named.length : 0);
  const found = hits.filter(({ page, share, named }) => first.has(page) || named || share >= MOST);
  const lack = ({ all, related }) => (all ? Number(related.length > 0) : 2);
  const best = found.sort((a, b) => order(a) - order(b) || b.score - a.score || a.page.number - b.page.number).splice(0, BEST);
  return [...best, ...found.sort((a, b) => order(a) - order(b) || lack(a) - lack(b))];
}

/** The pages with that of the item that a query names, after the first page of which the query is a name. */
function withItem(text, pages, { named, corrected, terms: [term, ...others] }, index, filter) {
  const pagesNamed = named.map((number) => index.parts[number].page);
  const asked = index.item(fold(text).split(" ").filter((word) => !STOPWORDS.has(word)).join(" ")); // as in "what did the tenth report say"
  const isOne = (term?.to || corrected.length) && !others.length;
  const meant = isOne ? index.item(term.ways[0][0]) : undefined; // typed in another language or misspelt
  const item = index.item(text) ?? meant ?? (pagesNamed.includes(asked?.page) ? asked : undefined);
  if (!item || !filter(item)) return pages;
  const hit = pages.find(({ page }) => page === item.page) ?? { page: item.page, parts: [] };
  const rest = pages.filter((other) => other !== hit);
  const isItsName = (number) => index.parts[number].page === rest[0]?.page && index.parts[number].sort === "lead";
  const place = Number(!pagesNamed.includes(item.page) && named.some(isItsName));
  return rest.toSpliced(place, 0, { ...hit, target: item, all: true, parts: [{ part: item, all: true, worth: ASKED_FOR }, ...hit.parts] });
}

/** The pages with those in the language of the query, after what the query names. */
function withOwn(leads, pages, { named }) {
  const own = leads.map((part) => ({ page: part.page, all: true, parts: [{ part, all: true, worth: 1 }] }));
  return pages.filter(({ page }) => !page.language).toSpliced(Number(named.length > 0), 0, ...own);
}

/** The sections and findings shown below a page: the best, then findings, then sections. */
export function below({ parts }) {
  const found = parts.filter(({ part, worth }) => !WHOLE.has(part.sort) && worth > 0);
  const isFinding = ({ part }) => part.sort === "finding";
  const [first, ...rest] = found.filter((kept) => kept.worth >= found[0].worth * (isFinding(kept) ? FINDING_WORTH : SECTION_WORTH));
  return first ? [first, ...rest.filter(isFinding), ...rest.filter((kept) => !isFinding(kept))] : [];
}

/** The entry, State or support that a query names, as a facet value with its facet (`name`) and a count of all findings on it. */
export function subjectOf(text, { terms: [term], named }, index) {
  const own = term?.rank < SUBJECT ? index.parts[named[0]]?.page.title : term?.shown?.at(-1);
  const names = [text, own ?? text].map(fold);
  const subjects = counts(index, chosenParts(index, new Map()), new Map()).filter(({ name }) => !PROPERTIES.has(name));
  return subjects.flatMap(({ name, values }) => values.map((value) => ({ ...value, name }))).find(({ label }) => names.includes(fold(label)));
}

const known = new WeakMap();

/** The facet values of a part, as facet and id: a finding has its own and the kind of its page, other parts those of their page. */
function valuesOf(part, index) {
  if (!known.has(part)) {
    const own = part.values ? [...part.values, ...part.page.values.filter(([facet]) => index.facets[facet][0] === PAGES)] : part.page.values;
    known.set(part, new Set(own.map(([facet, nth]) => `${index.facets[facet][0]}=${index.facets[facet][2][nth][0]}`)));
  }
  return known.get(part);
}

/** A function that tells whether a part has a chosen value of every facet; `but` is a facet to ignore. */
export function filterOf(index, chosen, but) {
  const wanted = [...chosen].filter(([name, ids]) => name !== but && ids.size);
  return (part) => wanted.every(([name, ids]) => [...ids].some((id) => valuesOf(part, index).has(`${name}=${id}`)));
}

/** The results of the chosen values without a query: first the chosen entries, with their sections if they have no findings. */
export function chosenParts(index, chosen) {
  const filter = filterOf(index, chosen);
  const aside = chosen.get(PAGES)?.size;
  const itself = (page) => [...chosen.values()].some((ids) => ids.has(page.url.replace(/(\.html|\/)$/, "").split("/").at(-1)));
  const found = index.pages.flatMap((page) => {
    const kept = page.parts.filter(filter);
    const sort = kept.some(({ sort }) => sort === "finding") || !itself(page) ? "finding" : "section";
    const parts = kept.filter((part) => part.sort === sort || part === page.parts[0]);
    return parts.length && (aside || !page.aside) ? [{ page, all: true, parts: parts.map((part) => ({ part, all: true, worth: 1 })) }] : [];
  });
  const count = ({ parts }) => parts.filter(({ part }) => part.sort === "finding").length;
  return found.sort((a, b) => itself(b.page) - itself(a.page) || count(b) - count(a) || a.page.number - b.page.number);
}

/** The facets and their values in the results, with counts of findings or pages; chosen values are always included. */
export function counts(index, results, chosen) {
  return index.facets.map(([name, label, values]) => {
    const filter = filterOf(index, chosen, name);
    const counted = new Map();
    for (const { page, parts } of results) {
      const hits = (name === PAGES ? parts : below({ parts })).filter(({ part }) => filter(part) && (name === PAGES || part.sort === "finding"));
      for (const { part } of name === PAGES && hits.length ? [{ part: page.parts[0] }] : hits) {
        for (const value of valuesOf(part, index)) counted.set(value, (counted.get(value) ?? 0) + 1);
      }
    }
    const rows = values.map(([id, text]) => ({ id, label: text, chosen: chosen.get(name)?.has(id) ?? false, count: counted.get(`${name}=${id}`) ?? 0 }));
    const kept = rows.filter(({ count, chosen: is }) => count || is);
    return { name, label, values: kept.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)) };
  });
}

/** The label of a facet value, or undefined if there is none. */
export function labelOf(index, name, id) {
  const facet = index.facets.find(([known]) => known === name);
  const value = facet?.[2].find(([known]) => known === id);
  return value && `${facet[1]}: ${value[1]}`;
}

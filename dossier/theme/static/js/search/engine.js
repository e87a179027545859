// The search: reads a query, asks the index for each of its terms, and ranks the pages by how much of the query they answer.
import { Lexicon } from "./lexicon.js";
import { read } from "./query.js";

const ROOT = new URL("../../../", import.meta.url);
const RANKING = { termFrequency: 1, termSaturation: 1.2, pageLength: 0, termSimilarity: 1, metaWeights: { title: 0, names: 0, kind: 0, support: 0 } };
const WINDOW = 40; // words: the length of a finding
const NAMED = [3, 3, 3, 3, 1]; // what a name in the query adds to the pages that have it, by its rank
const LONGER = 0.5; // what a longer word counts that starts with the one that is sought, where that is a word itself
const TITLED = 1.5; // what a title that says all of the query adds, as a multiple of how telling the query is

const LOOKS = [0, 10, 20, 30, 40]; // milliseconds after which Pagefind is asked whether it has started; each question looks every 50

let opened;

/** Load the engine and the first parts of the index; gives the promises of the two, so that neither waits for the other. */
export function open() {
  opened ??= { lexicon: new Lexicon(new URL("lexicon/", ROOT)).open(), index: start() };
  return opened;
}

async function start() {
  const loading = import(new URL("pagefind/pagefind.js", ROOT));
  new Intl.Segmenter("en").segment("a")[Symbol.iterator]().next(); // Pagefind reads each query with one; the first takes 20 milliseconds
  const pagefind = await loading;
  const index = pagefind.createInstance({ noWorker: true, ranking: RANKING, basePath: new URL("pagefind/", ROOT).pathname });
  await Promise.race(LOOKS.map((after) => new Promise((done) => setTimeout(done, after)).then(() => index.filters())));
  return index;
}

/** Search: gives what `read` gives, and `results`, best first, each with `id`, `matches` and `data()`. */
export async function search(text) {
  const opening = open();
  const lexicon = await opening.lexicon;
  const query = await read(text, lexicon);
  const index = await opening.index;
  const asked = await Promise.all(query.terms.map((term) => ask(index, term, lexicon.pages)));
  const results = rank(asked);
  const named = query.named.flatMap(([id, anchor]) => results.filter((result) => result.id === id).map((result) => ({ ...result, anchor })));
  const ids = new Set(named.map(({ id }) => id));
  return { ...query, results: [...named, ...results.filter(({ id }) => !ids.has(id))] };
}

/** Every page, as results without a query. */
export async function everything() {
  const { results } = await (await open().index).search(null);
  return results.map(({ id, data }) => ({ id, data, matches: [] }));
}

/** The pages that a term is on, each with its score and places, and how telling the term is. */
async function ask(index, term, pages) {
  const found = new Map();
  const { share = 1 } = term;
  for (const results of await Promise.all(term.texts.map((text) => wholeFirst(index, text)))) {
    for (const { id, score, words, data, matchedMetaFields = [] } of results) {
      const titled = matchedMetaFields.some((field) => field === "title" || field === "names");
      if (!words.length && !titled) continue;
      const before = found.get(id) ?? { score: 0, places: [], titled: false };
      const places = [...before.places, ...words];
      found.set(id, { data, score: Math.max(score * share, before.score), places, titled: titled || before.titled });
    }
  }
  const telling = share * Math.log(1 + (pages - found.size + 0.5) / (found.size + 0.5));
  return { ...term, found, telling };
}

/** What the index has of a text. Of a word, whole occurrences come before longer words; a number is found as a whole only. */
async function wholeFirst(index, text) {
  if (text.includes(" ")) return (await index.search(text)).results;
  const [{ results }, exact] = await Promise.all([index.search(text), index.search(`"${text}"`)]);
  const whole = new Map(exact.results.map(({ id, words }) => [id, words]));
  if (!whole.size) return results;
  const longer = /\d/.test(text) ? 0 : LONGER;
  return results.flatMap((result) => {
    const places = whole.get(result.id) ?? [];
    const share = longer && result.words.length ? places.length / result.words.length : 1;
    const score = result.score * (share + longer * (1 - share));
    const found = longer || !result.words.length ? result.words : places;
    return found.length || result.matchedMetaFields ? [{ ...result, score, words: found, data: () => result.data() }] : [];
  });
}

function rank(asked) {
  const total = asked.reduce((sum, { telling }) => sum + telling, 0);
  const pages = new Map();
  for (const [number, { found, telling, to = [], rank: nth, share = 1 }] of asked.entries()) {
    const named = new Set(to.map(([id]) => id));
    for (const [id, { score, places, titled, data }] of found) {
      const page = pages.get(id) ?? { id, data, score: 0, covered: 0, titled: 0, matches: [] };
      if (titled) page.titled += telling;
      page.score += score + (titled ? telling : 0) + (named.has(id) ? NAMED[nth] * share : 0);
      page.covered += telling;
      page.matches.push({ number, telling, titled, places: [...new Set(places)].sort((a, b) => a - b) });
      pages.set(id, page);
    }
  }
  for (const page of pages.values()) {
    page.score += TITLED * total * (page.titled / total) ** 3;
    page.score *= (page.covered / total) ** 2 * (1 + nearness(page.matches, total));
  }
  return [...pages.values()].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/** The greatest part of the query that stands together on a page, from 0 to 1; a word of its title or other names stands near all. */
function nearness(matches, total) {
  const everywhere = matches.filter(({ titled }) => titled).reduce((sum, { telling }) => sum + telling, 0);
  const places = matches.filter(({ titled }) => !titled).flatMap(({ number, telling, places }) => places.map((place) => ({ place, number, telling })));
  places.sort((a, b) => a.place - b.place);
  const inside = new Map();
  let [start, sum, best] = [0, 0, 0];
  for (const { place, number, telling } of places) {
    if (!inside.get(number)) sum += telling;
    inside.set(number, (inside.get(number) ?? 0) + 1);
    while (place - places[start].place > WINDOW) {
      const left = places[start++];
      inside.set(left.number, inside.get(left.number) - 1);
      if (!inside.get(left.number)) sum -= left.telling;
    }
    best = Math.max(best, sum);
  }
  return ((everywhere + best) / total) ** 2;
}

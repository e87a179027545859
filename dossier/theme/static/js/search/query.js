// What a query asks for: names that it has in it, words to look for, and words that are put right or that no page has.
import { STOPWORDS, fold } from "./fold.js";

const LONGEST_NAME = 8; // words
const SPELLING = 5; // letters from which a word is put right
const MANY = 2000; // pages and parts of pages from which on a word loads too much and tells too little to be looked for beside others
const YEAR = /^(19|20)\d\d$/;
const AROUND = new Set( // words that readers put around a symbol and that say no more than it does, as those do that the lexicon adds
  "document documents doc docs symbol no nr number press release report record meeting https http www org en the of".split(" "),
);

/**
 * Read a query.
 * Gives `terms`, each with the texts to look for (`texts`) and the addresses that it names (`to`, `rank`); `named`, the addresses
 * that the query as a whole names; `corrected`, `unknown` and `common`, what to tell the reader.
 */
export async function read(text, lexicon) {
  const tokens = await Promise.all(figures(text).split(/\s+/).map((token) => partsOf(token, lexicon)));
  const words = await Promise.all(tokens.flatMap((parts) => parts.map((part) => spell(part, lexicon))));
  const said = words.filter(({ word, unknown }) => !unknown && !STOPWORDS.has(word));
  const found = await names(words.map(({ word }) => word), said, lexicon);
  const symbol = symbolAlone(words, found, lexicon);
  const spans = symbol ? [symbol] : found;
  const left = symbol ? [] : rest(tokens, words, spans, said);
  const terms = once((await Promise.all([...spans.map((span) => term(span, lexicon)), ...left.map((parts) => whole(parts, lexicon))])).flat());
  const { kept, common } = await telling(terms, lexicon);
  return {
    terms: kept,
    common,
    named: symbol || (spans.length === 1 && said.every(({ word }) => spans[0].words.includes(word))) ? spans[0].entry.to : [],
    corrected: words.filter(({ word, typed }) => word !== typed),
    unknown: symbol ? [] : words.filter(({ unknown }) => unknown).map(({ typed }) => typed),
  };
}

/** Figures as the pages write them: "24 000", "24.000", "24k" and "24 thousand" as "24,000"; "300m" as "300 million". */
function figures(text) {
  return text
    .replace(/(\d),(\d{3})(?=(?:st|nd|rd|th)\b)/gi, "$1$2")
    .replace(/(?<![\d/])(\d{1,3})[ .\u00a0\u202f](?=\d{3}(?!\d))/g, "$1,")
    .replace(/(\d)(?:k| ?thousand)\b/gi, "$1,000")
    .replace(/(\d) ?(?:m|mn|mln)\b/gi, "$1 million")
    .replace(/(\d) ?bn\b/gi, "$1 billion")
    .replace(/(\d) ?(?:%|percent\b)/gi, "$1 per cent");
}

/** The words of a token; letters and digits that stand together are taken apart where that gives a name, or where they are no word. */
async function partsOf(token, lexicon) {
  const parts = fold(token).split(" ").filter(Boolean);
  return (await Promise.all(parts.map((part) => apart(part, lexicon)))).flat();
}

async function apart(part, lexicon) {
  const parts = part.match(/\d+|\D+/g);
  if (parts.length === 1) return part;
  const [name, word] = await Promise.all([lexicon.names.get(parts.join(" ")), lexicon.words.get(part)]);
  return name || word === undefined ? parts : part;
}

async function spell(typed, lexicon) {
  const known = { typed, word: typed };
  if (STOPWORDS.has(typed) || (await lexicon.words.get(typed)) !== undefined) return known;
  if (await lexicon.words.startsWith(typed)) return known;
  if (typed.length >= SPELLING && !/\d/.test(typed)) {
    const word = await lexicon.nearest(typed);
    if (word) return { typed, word };
    if (await lexicon.words.startsWith(typed.slice(0, Math.max(5, typed.length - 3)))) return known;
    const root = await lexicon.related(typed);
    if (root) return { typed, word: root };
  }
  return { typed, word: typed, unknown: true };
}

/** The longest names in a query. A word that says nothing by itself is a name only where nothing else is said. */
async function names(words, said, lexicon) {
  const spans = [];
  for (let at = 0; at < words.length; at++) {
    const found = await lexicon.name(words.slice(at, at + LONGEST_NAME));
    if (!found || (found.length === 1 && said.length && STOPWORDS.has(words[at]))) continue;
    spans.push({ at, ...found, words: words.slice(at, at + found.length) });
    at += found.length - 1;
  }
  return spans;
}

/** The one name with a number in a query that has nothing else in it but its year and what readers put around a symbol. */
function symbolAlone(words, spans, lexicon) {
  const numbered = spans.filter((span) => span.words.some((word) => /\d/.test(word)) && !(span.words.length === 1 && YEAR.test(span.words[0])));
  if (numbered.length !== 1) return undefined;
  const [{ at, length }] = numbered;
  const others = words.filter((_, place) => place < at || place >= at + length);
  return others.every(({ word }) => AROUND.has(word) || lexicon.around.has(word) || YEAR.test(word)) ? numbered[0] : undefined;
}

/** A name is looked for as the text of the pages calls it and by itself; one that has no such text, by its words; a symbol as one word. */
async function term({ words, entry }, lexicon) {
  const named = { to: entry.to, rank: entry.rank };
  if (entry.text) {
    const known = (await Promise.all(words.map((word) => lexicon.pagesWith(word)))).every(Boolean);
    return [{ texts: known && words.length === 1 ? [entry.text, ...words] : [entry.text], ...named }];
  }
  const joined = words.join("");
  if (words.length > 1 && /\d/.test(joined) && (await lexicon.pagesWith(joined))) return [{ texts: [joined], ...named }];
  const said = words.filter((word) => !STOPWORDS.has(word));
  return (said.length ? said : words).map((word, _, all) => ({ texts: [word], ...named, share: 1 / all.length }));
}

/** The words that are in no name and that some page has, those of one token together. */
function rest(tokens, words, spans, said) {
  let at = 0;
  return tokens.map((parts) => {
    const places = parts.map(() => at++);
    const free = places.filter((place) => !spans.some((span) => place >= span.at && place < span.at + span.length));
    return free.map((place) => words[place]).filter(({ word, unknown }) => !unknown && !(said.length && STOPWORDS.has(word)));
  });
}

/** A token with a hyphen, a stroke or a comma in it is one word where the pages have it as one. */
async function whole(parts, lexicon) {
  const words = parts.map(({ word }) => word);
  if (words.length > 1 && (await lexicon.words.get(words.join(""))) !== undefined) return [{ texts: [words.join("")] }];
  return words.map((word) => ({ texts: [word] }));
}

/** The terms without those that are on very many pages, of which the rarest stays if there are no others. */
async function telling(terms, lexicon) {
  if (lexicon.pages <= MANY) return { kept: terms, common: [] };
  const counts = await Promise.all(terms.map(({ texts: [text] }) => pagesWith(text, lexicon)));
  const limit = Math.max(MANY, Math.min(...counts));
  const common = terms.filter((_, index) => counts[index] > limit);
  return { kept: terms.filter((_, index) => counts[index] <= limit), common: common.map(({ texts: [text] }) => text) };
}

async function pagesWith(text, lexicon) {
  return Math.min(...(await Promise.all(fold(text).split(" ").map((word) => lexicon.pagesWith(word)))));
}

function once(terms) {
  const seen = new Set();
  return terms.filter(({ texts }) => !seen.has(texts.join("|")) && seen.add(texts.join("|")));
}

// The search index, held in memory: all parts of the pages, their words, and all names.
import { SLIP, STOPWORDS, distance, fold, otherNumber, plain, stem } from "./text.js";

const LITTLE = new Set("a an and at by for from in of on the to with".split(" ")); // words that readers omit from names
const TARGETS = 6; // the maximum number of parts that a name leads to
const TERM = 3; // the rank from which a name is not that of a page
const ANCHORS = { source: "ref-", term: "term-" }; // what the anchors of a sort of parts start with
const RANKS = { term: TERM, source: 4 }; // ranks of names that are titles of parts, by sort of part
const SORTS = { finding: 4, lead: 1, section: 0.7, term: 0.6, event: 0.15, passage: 0.1, source: 0.1 }; // weights of a word, by sort of part
const PAGES = [0.15, 0.8, 1]; // weights of a word, by weight of the page
const FIELDS = [2, 1, 0.5]; // weights of a word in the title of a part, in its text, and in other words that lead to it
const SYMBOL = /^[A-Z]+[/.].*\d/;
const TELLING = 4; // the fewest digits for which a bare number may stand for a symbol; shorter ones are more likely figures
const ACRONYM = /^[A-Z]{4,}$/; // shorter ones are too similar to others
const NUMBER = new Set(["no", "nr", "number"]);
const CASES = /(?<=[а-я]{2})[аеиоуыьюя]+(?:[гмх][оуи]?)?$/; // Russian noun and adjective endings
const ARTICLE = /^(?:the|al|el|la|le|les|las|los) (?=.)/;
const ARTICLES = /^(?:[وفبلك]?ال|لل|[وفبل])(?=.{3})/; // Arabic articles and prefixes

export class Index {
  /** @param made the content of `search.json` */
  constructor({ sorts, around, everyday, languages, facets, pages, parts, names, items }) {
    this.sorts = sorts;
    this.around = new Set(around);
    this.facets = facets;
    this.values = facets.flatMap(([, , values], facet) => values.map((_, nth) => [facet, nth]));
    this.pages = pages.map(([url, title, weight, aside, values], number) => ({ number, url, title, weight, aside: Boolean(aside), language: typeof aside === "string" ? aside : "", values: this.#valuesOf(values), words: new Set(typeof aside === "string" ? [] : fold(title).split(" ")), parts: [] }));
    this.titled = new Set(this.pages.flatMap(({ words }) => [...words]));
    this.parts = [];
    this.searched = 0; // the number of parts in English
    this.postings = new Map();
    this.words = []; // sorted when first needed
    this.stems = new Map();
    this.names = new Map();
    this.dates = new Map();
    this.acronyms = new Set();
    [this.everyday, this.everydayStems] = everydayWords(everyday);
    this.meanings = new Map(Object.entries(languages).flatMap(([english, words]) => fold(words).split(" ").map((word) => [word, english])));
    this.add(parts);
    const titled = this.parts.filter(({ sort, title }) => RANKS[sort] && (sort !== "source" || /\d/.test(title))).map(({ number, sort }) => [[number], RANKS[sort], "", ""]);
    for (const row of [...names, ...titled].sort(([, one], [, other]) => one - other)) this.#name(row);
    this.items = new Map(items.flatMap(([page, rows]) => rows.flatMap((row) => this.#item(this.pages[page], row))));
  }

  /** Add parts, grouped by page. */
  add(pages) {
    for (const [number, rows] of pages.entries()) for (const row of rows) this.#part(this.pages[number], row);
  }

  /** Facet values by number: the index of the facet, and of the value in it. */
  #valuesOf(numbers) {
    return numbers?.map((number) => this.values[number]);
  }

  #part(page, [number, given, title, text, more = "", values]) {
    const sort = this.sorts[number];
    const anchor = given || sort === "lead" ? given : anchorByTitle(sort, title);
    const part = { number: this.parts.length, page, sort, anchor, title, text, more, values: this.#valuesOf(values) };
    const said = [title, text, more].map(plain);
    part.said = ` ${said.join(" | ")} `;
    this.parts.push(part);
    page.parts.push(part);
    if (page.language) return; // only its own readers search it: see `inTheirLanguage`
    this.searched += 1;
    if (part.sort === "event") this.#date(part);
    const weight = SORTS[part.sort] * PAGES[page.weight];
    const counts = new Map();
    for (const [at, words] of said.entries()) {
      for (const word of words ? words.split(" ") : []) counts.set(word, (counts.get(word) ?? 0) + weight * FIELDS[at]);
    }
    for (const [word, count] of counts) this.#posting(word).push([part.number, count]);
  }

  #posting(word) {
    const known = this.postings.get(word);
    if (known) return known;
    const made = [];
    this.postings.set(word, made);
    const root = stem(word);
    if (this.stems.has(root)) this.stems.get(root).push(word);
    else this.stems.set(root, [word]);
    return made;
  }

  /** Index events by day and by month. */
  #date({ number, title }) {
    const [, day, month] = /^(?:(\d+) )?(\p{L}+ \d{4}):/u.exec(title) ?? [];
    if (!month) return;
    for (const when of new Set([day ? `${day} ${month}` : month, month].map(plain))) this.dates.set(when, [...(this.dates.get(when) ?? []), number]);
  }

  #name([to, rank, text, names]) {
    for (const name of names.split("|").map((given) => given || this.parts[to[0]].title)) {
      const words = fold(name).split(" ");
      if (rank < TERM && ACRONYM.test(name)) this.acronyms.add(words[0]);
      for (const key of keysOf(name, words)) {
        const entry = this.names.get(key);
        if (!entry) this.names.set(key, { to, rank, text, name });
        else if (entry.to.length < TARGETS) entry.to = [...new Set([...entry.to, ...to])].slice(0, TARGETS);
      }
      for (const word of words) {
        this.#posting(word);
        if (rank < TERM) for (const number of to) this.parts[number].page.words.add(word);
      }
    }
  }

  #item(page, [anchor, names]) {
    const [title, ...others] = names.split("|");
    const part = { page, sort: "item", anchor, title, text: "" };
    return [title, ...others].map((name) => [withoutArticles(name), part]);
  }

  /** The item of a list or table that a text names, as a part. */
  item(text) {
    return this.items.get(withoutArticles(text));
  }

  /** Look up a name, also in the singular or plural unless it is a page's own name; "no" before a number may be omitted. */
  name(words) {
    const said = words.filter((word, at) => !(at && NUMBER.has(word)));
    const exact = this.names.get(words.join(" ")) ?? this.names.get(said.join(" ")) ?? (/^[a-z]+ \d+$/.test(words.join(" ")) ? this.names.get(words.join("")) : undefined) ?? this.names.get(inAnyCase(words).join(" "));
    if (exact && exact.rank < TERM) return exact;
    const other = this.names.get([...words.slice(0, -1), otherNumber(words.at(-1))].join(" "));
    return other && other.rank < TERM ? other : (exact ?? other);
  }

  /** The parts that contain a word or a phrase, each with its weight there. */
  having(text) {
    const lists = text.split(" ").map((word) => this.postings.get(word) ?? []);
    const least = lists.reduce((a, b) => (b.length < a.length ? b : a));
    return new Map(lists.length < 2 ? least : least.filter(([number]) => this.parts[number].said.includes(` ${text} `)));
  }

  /** Whether any part contains a word. */
  has(word) {
    return Boolean(this.postings.get(word)?.length);
  }

  /** The other forms of a word that are on the pages. */
  forms(word) {
    return (this.stems.get(stem(word)) ?? []).filter((other) => other !== word && this.has(other));
  }

  /** Whether a word is on any page or in any name. */
  knows(word) {
    return this.postings.has(word);
  }

  /** Everyday synonyms of a text; a word is found in every regular form. */
  alike(text) {
    const [own, root] = [this.everyday.get(text) ?? [], stem(text)];
    return [...own, ...(this.everydayStems.get(root) ?? this.everyday.get(root) ?? [])].filter((other) => other !== text);
  }

  /** The leads of pages in other languages that have all words of a query, unless all of these are English. */
  inTheirLanguage(text) {
    const words = fold(text).split(" ").filter((word) => word && !STOPWORDS.has(word) && this.meanings.get(word) !== "");
    if (words.every((word) => this.has(word))) return [];
    const starts = words.map((word) => (/\p{Script=Han}/u.test(word) ? word : ` ${word}`));
    return this.pages.filter(({ language }) => language).flatMap(({ parts }) => parts.filter(({ said }) => starts.every((start) => said.includes(start))));
  }

  /** The English meaning of a foreign word: empty for a function word, undefined if unknown. */
  translated(word) {
    return this.meanings.get([word, word.replace(ARTICLES, "")].flatMap(beginnings).find((beginning) => this.meanings.has(beginning)));
  }

  /** The words that start with a prefix. */
  startingWith(letters) {
    if (this.words.length < this.postings.size) this.words = [...this.postings.keys()].sort();
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < letters) low = middle + 1;
      else high = middle;
    }
    const found = [];
    while (this.words[low]?.startsWith(letters)) found.push(this.words[low++]);
    return found;
  }

  /** The known word closest to a misspelt one with the same first letter, or undefined. */
  nearest(word) {
    const limit = word.length < 9 ? 1 : 2;
    const found = [];
    for (const key of this.startingWith(word[0])) {
      if (/\d/.test(key) || STOPWORDS.has(key) || (this.around.has(key) && !this.titled.has(key))) continue;
      const far = distance(word, key, limit);
      if (far <= limit) found.push({ key, far: far - (this.titled.has(key) ? SLIP : 0), shared: shared(word, key), count: this.postings.get(key).length });
    }
    found.sort((a, b) => a.far - b.far || (b.count > 0) - (a.count > 0) || b.shared - a.shared || b.count - a.count);
    return found[0]?.key;
  }

  /** The only known acronym that differs by a missing, extra or swapped letter; replaced letters do not count. */
  acronym(typed) {
    const letters = (word) => [...word].sort().join("");
    const found = [...this.acronyms].filter((known) => distance(typed, known, 1) <= 1 && (known.length !== typed.length || letters(known) === letters(typed)));
    return found.length === 1 ? found[0] : undefined;
  }

  /** A name as suggested to readers, with its page. */
  called(name) {
    return this.#offered(this.names.get(name));
  }

  #offered({ name, to }) {
    return { name, page: this.parts[to[0]].page };
  }

  /** Names with a spelling similar to a text, closest first, one per page. */
  near(text, count) {
    const limit = Math.max(1, Math.ceil(text.length / 3));
    const found = [];
    for (const [key, entry] of this.names) {
      if (entry.rank >= TERM || key === text || /^\d+$/.test(key)) continue;
      const far = distance(text, key, limit);
      if (far <= limit) found.push({ entry, far, shared: shared(text, key) });
    }
    found.sort((a, b) => a.far - b.far || b.shared - a.shared || a.entry.rank - b.entry.rank);
    const seen = new Set();
    return found.map(({ entry }) => this.#offered(entry)).filter(({ page }) => !page.aside && !seen.has(page) && seen.add(page)).slice(0, count);
  }
}

/** The anchor of a part that has the usual one for its title. */
function anchorByTitle(sort, title) {
  const words = title.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return (ANCHORS[sort] ?? "") + (sort === "term" ? words : words.toLowerCase());
}

function withoutArticles(text) {
  return withoutLittleWords(fold(text).replace(ARTICLE, "").split(" ")).join(" ");
}

function everydayWords(groups) {
  const [found, stems] = [new Map(), new Map()];
  for (const group of groups) {
    const [typed, meant = typed] = group.replaceAll("-", " ").split(":").map((words) => words.split(","));
    for (const text of typed) {
      const others = meant.filter((other) => other !== text);
      found.set(text, [...(found.get(text) ?? []), ...others]);
      if (stem(text) !== text) stems.set(stem(text), [...(stems.get(stem(text)) ?? []), text, ...others]);
    }
  }
  return [found, stems];
}

/** A word and its possible stems, longest first; Chinese words have no endings. */
function beginnings(word) {
  const [most, least] = /\p{Script=Han}/u.test(word) ? [0, 0] : /^[a-z]/.test(word) ? [2, 4] : /^[а-я]/.test(word) ? [5, 3] : [3, 3];
  const cuts = Math.max(0, Math.min(most, word.length - least));
  return [word, ...Array.from({ length: cuts }, (_, cut) => word.slice(0, -1 - cut))];
}

/** Variants in which a name may be typed: without hyphens, small words or an Arabic article; for a symbol, as one word or only its number. */
function keysOf(name, words) {
  const ways = [words, withoutLittleWords(words)];
  if (/-/.test(name)) {
    const hyphened = fold(name.replaceAll("-", "")).split(" ");
    ways.push(hyphened, withoutLittleWords(hyphened));
  }
  if (words.length > 1 && words[0] === "al") ways.push(words.slice(1));
  if (words.length === 2) ways.push([words.join("")]);
  if (/[а-я]/.test(name)) ways.push(inAnyCase(words));
  if (SYMBOL.test(name)) {
    const number = words.slice(words.findIndex((word) => /\d/.test(word)));
    ways.push(words.slice(1), [words.join("")], ...(number.join("").length < TELLING ? [] : [number]));
  }
  return new Set(ways.map((way) => way.join(" ")));
}

/** The words of a name without Russian endings. */
function inAnyCase(words) {
  return words.map((word) => word.replace(CASES, ""));
}

function withoutLittleWords(words) {
  const kept = words.filter((word, at) => !(at > 0 && at < words.length - 1 && LITTLE.has(word)));
  return kept.length < words.length ? kept : words;
}

function shared(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

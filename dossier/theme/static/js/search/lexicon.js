// The lexicon: every word and every name of the site, sorted, in small files that are loaded when a query comes near them.
import { distance, otherNumber } from "./fold.js";

const WHOLE_LETTER = 12; // files that all words of one letter may stand in, if a misspelt word is sought in all of them
const TERM = 3; // the rank from which on a name is no page's
const ROOT = 5; // letters that two words of one root have in common at least
const NUMBER = new Set(["no", "nr", "number"]);

/** A sorted table in files. */
class Table {
  constructor(folder, shards) {
    this.folder = folder;
    this.starts = shards.map(([start]) => start);
    this.files = shards.map(([, file]) => file);
    this.loaded = new Map();
  }

  /** What the table has under a key, or undefined. */
  async get(key) {
    const shard = await this.shard(this.place(key));
    return Object.hasOwn(shard, key) ? shard[key] : undefined;
  }

  /** Whether any key starts with these letters. */
  async startsWith(letters) {
    const place = this.place(letters);
    const keys = [...Object.keys(await this.shard(place)), this.starts[place + 1] ?? ""];
    return keys.some((key) => key.startsWith(letters));
  }

  /** The numbers of the files that have the keys with a prefix. */
  between(prefix) {
    const [first, last] = [this.place(prefix), this.place(`${prefix}\uffff`)];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  place(key) {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  shard(place) {
    if (!this.loaded.has(place)) {
      this.loaded.set(place, fetch(new URL(`${this.files[place]}.json`, this.folder)).then((answer) => answer.json()));
    }
    return this.loaded.get(place);
  }
}

export class Lexicon {
  /** @param folder address of the folder of the lexicon */
  constructor(folder) {
    this.folder = folder;
  }

  async open() {
    const { pages, around, words, names } = await fetch(new URL("manifest.json", this.folder)).then((answer) => answer.json());
    this.pages = pages;
    this.around = new Set(around);
    this.words = new Table(this.folder, words);
    this.names = new Table(this.folder, names);
    return this;
  }

  /** The longest name that starts with the first of some words: how many words it has, and what is known of it. */
  async name(words) {
    const first = await Promise.all([words[0], otherNumber(words[0])].map((word) => this.words.get(word)));
    if (!first.some(Array.isArray)) return undefined;
    const entries = await Promise.all(words.map((_, index) => this.entry(words.slice(0, index + 1))));
    const last = entries.findLastIndex(Boolean);
    return last < 0 ? undefined : { length: last + 1, entry: entries[last] };
  }

  /** What is known of a name, in its singular or plural where it is not a page's own as it stands; "no" before a number may be left out. */
  async entry(words) {
    const said = words.filter((word, index) => !(index && NUMBER.has(word)));
    const exact = (await this.names.get(words.join(" "))) ?? (said.length < words.length ? await this.names.get(said.join(" ")) : undefined);
    if (exact && exact.rank < TERM) return exact;
    const other = await this.names.get([...words.slice(0, -1), otherNumber(words.at(-1))].join(" "));
    return other && other.rank < TERM ? other : (exact ?? other);
  }

  /** How many pages and parts of pages have a word. */
  async pagesWith(word) {
    const known = (await this.words.get(word)) ?? 0;
    return Array.isArray(known) ? known[0] : known;
  }

  /** The known word that is nearest to a misspelt one and starts with the same letter, or undefined. */
  async nearest(word) {
    const near = new Set([...this.words.between(word.slice(0, 2)), ...this.words.between(word[0] + word[2])]);
    const letter = this.words.between(word[0]);
    return (await this.best(word, [...near])) ?? (letter.length <= WHOLE_LETTER ? this.best(word, letter) : undefined);
  }

  /** The known word that has most letters of a longer one from its start on, so that both have one root, or undefined. */
  async related(word) {
    const shards = await Promise.all(this.words.between(word.slice(0, ROOT)).map((place) => this.words.shard(place)));
    const keys = shards.flatMap((shard) => Object.keys(shard)).filter((key) => !/\d/.test(key));
    const found = keys.map((key) => ({ key, same: shared(word, key) }));
    const near = found.filter(({ key, same }) => same >= ROOT && (same === key.length ? same >= word.length / 2 : same >= word.length * 0.7));
    near.sort((a, b) => b.same - a.same || a.key.length - b.key.length);
    return near[0]?.key;
  }

  async best(word, places) {
    const limit = word.length < 9 ? 1 : 2;
    const found = [];
    for (const shard of await Promise.all(places.map((place) => this.words.shard(place)))) {
      for (const [key, count] of Object.entries(shard)) {
        if (key[0] !== word[0] || /\d/.test(key)) continue;
        const far = distance(word, key, limit);
        if (far <= limit) found.push({ key, far, shared: shared(word, key), count: Number(count) });
      }
    }
    found.sort((a, b) => a.far - b.far || b.shared - a.shared || b.count - a.count);
    return found[0]?.key;
  }
}

function shared(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

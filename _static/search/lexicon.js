// The lexicon: every word and every name of the site, sorted, in small files that are loaded when a query comes near them.
import { distance } from "./fold.js";

const WHOLE_LETTER = 12; // files of one letter that are loaded to correct a word; where there are more, those of its first letters

export class Lexicon {
  /** @param folder address of the folder of the lexicon */
  constructor(folder) {
    this.folder = folder;
    this.loaded = new Map();
  }

  async open() {
    const manifest = await fetch(new URL("manifest.json", this.folder)).then((answer) => answer.json());
    this.pages = manifest.pages;
    this.starts = manifest.shards.map(([start]) => start);
    this.names = manifest.shards.map(([, name]) => name);
    return this;
  }

  /** What is known of a folded word or name: a number of texts, or an object with addresses; undefined if nothing is. */
  async entry(key) {
    const shard = await this.shard(this.place(key));
    return Object.hasOwn(shard, key) ? shard[key] : undefined;
  }

  /** Whether any word or name starts with these letters. */
  async starts_a_word(letters) {
    const place = this.place(letters);
    const keys = [...Object.keys(await this.shard(place)), this.starts[place + 1] ?? ""];
    return keys.some((key) => key.startsWith(letters));
  }

  /** The known word that is nearest to a misspelt one, or undefined. */
  async nearest(word) {
    const limit = word.length < 9 ? 1 : 2;
    const found = [];
    for (const shard of await Promise.all(this.near(word).map((place) => this.shard(place)))) {
      for (const [key, entry] of Object.entries(shard)) {
        if (key[0] !== word[0] || key.includes(" ") || /\d/.test(key)) continue;
        const far = distance(word, key, limit);
        if (far <= limit) found.push({ key, far, shared: shared(word, key), count: entry.in ?? (typeof entry === "number" ? entry : 1) });
      }
    }
    found.sort((a, b) => a.far - b.far || b.shared - a.shared || b.count - a.count);
    return found[0]?.key;
  }

  near(word) {
    const letter = this.between(word[0]);
    if (letter.length <= WHOLE_LETTER) return letter;
    return [...new Set([...this.between(word.slice(0, 2)), ...this.between(word[0] + word[2])])];
  }

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
      this.loaded.set(place, fetch(new URL(`${this.names[place]}.json`, this.folder)).then((answer) => answer.json()));
    }
    return this.loaded.get(place);
  }
}

function shared(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

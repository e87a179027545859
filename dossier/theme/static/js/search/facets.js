// Facets: which pages have which value, and how many of them a search has found.

const ROOT = new URL("../../../lexicon/facets.json", import.meta.url);

let asked;

/** The facets of the site, once they have been loaded. */
export let loaded;

/** Load the facets of the site. */
export function facets() {
  asked ??= fetch(ROOT)
    .then((answer) => answer.json())
    .then((kept) => (loaded = new Facets(kept)));
  return asked;
}

class Facets {
  constructor({ pages, labels, facets: values }) {
    this.labels = labels;
    this.values = values;
    this.pageOf = new Map(pages.flatMap((ids, number) => ids.map((id) => [id, number])));
    this.first = new Set(pages.map(([id]) => id));
    this.sets = new Map();
  }

  /** The pages as results without a query, in the order of their addresses. */
  all(results) {
    const first = results.filter(({ id }) => this.first.has(id));
    return first.sort((a, b) => this.pageOf.get(a.id) - this.pageOf.get(b.id));
  }

  /** The names of the facets, in their order. */
  get names() {
    return Object.keys(this.labels);
  }

  /** What a facet, or a value of it, is called. */
  label(name, id) {
    return id === undefined ? this.labels[name] : (this.values[name]?.[id]?.[0] ?? id);
  }

  /** The results on pages that have one of the chosen values of every facet; `but` leaves a facet out of account. */
  narrow(results, chosen, but) {
    const sets = [...chosen].filter(([name, ids]) => name !== but && ids.size).map(([name, ids]) => this.pages(name, ids));
    return sets.length ? results.filter(({ id }) => sets.every((set) => set.has(this.pageOf.get(id)))) : results;
  }

  /** The values of a facet that the results have, with the number of pages, most first; those that are chosen always. */
  counts(name, results, chosen) {
    const found = this.pagesOf(results);
    const counted = Object.entries(this.values[name]).map(([id, [label, pages]]) => ({
      ...{ id, label, chosen: chosen.get(name)?.has(id) ?? false },
      count: pages.filter((page) => found.has(page)).length,
    }));
    return counted.filter(({ count, chosen: kept }) => count || kept).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  }

  /** The best result on each page. */
  best(results) {
    const seen = new Set();
    return results.filter(({ id }) => !seen.has(this.pageOf.get(id)) && seen.add(this.pageOf.get(id)));
  }

  /** The pages that the results are on. */
  pagesOf(results) {
    return new Set(results.map(({ id }) => this.pageOf.get(id)));
  }

  pages(name, ids) {
    const key = `${name}:${[...ids].join()}`;
    if (!this.sets.has(key)) this.sets.set(key, new Set([...ids].flatMap((id) => this.values[name]?.[id]?.[1] ?? [])));
    return this.sets.get(key);
  }
}

// Facets: by what a search can be narrowed, and how many hits have each value. A finding has facets of its own, and every other part
// those of its page; the kind of page is that of the page for all of them.

const PAGES = "kind"; // the facet whose values are counted by page, as the others are by finding

const known = new WeakMap();

/** The values that a part has, each as its facet and id. */
function valuesOf(part, index) {
  if (!known.has(part)) {
    const own = part.values ? [...part.values, ...part.page.values.filter(([facet]) => index.facets[facet][0] === PAGES)] : part.page.values;
    known.set(part, new Set(own.map(([facet, nth]) => `${index.facets[facet][0]}=${index.facets[facet][2][nth][0]}`)));
  }
  return known.get(part);
}

/** What tells whether a part has one of the chosen values of every facet; `but` leaves a facet out of account. */
export function filterOf(index, chosen, but) {
  const wanted = [...chosen].filter(([name, ids]) => name !== but && ids.size);
  return (part) => wanted.every(([name, ids]) => [...ids].some((id) => valuesOf(part, index).has(`${name}=${id}`)));
}

/** Every page and finding that has the chosen values, as the results of a search without a query; what is chosen comes first. */
export function chosenParts(index, chosen) {
  const filter = filterOf(index, chosen);
  const aside = chosen.get(PAGES)?.size;
  const found = index.pages.flatMap((page) => {
    const parts = page.parts.filter((part) => filter(part) && (part.sort === "finding" || part === page.parts[0]));
    return parts.length && (aside || !page.aside) ? [{ page, all: true, parts: parts.map((part) => ({ part, all: true, worth: 1 })) }] : [];
  });
  const itself = ({ page }) => [...chosen.values()].some((ids) => ids.has(page.url.replace(/(\.html|\/)$/, "").split("/").at(-1)));
  const findings = ({ parts }) => parts.filter(({ part }) => part.sort === "finding").length;
  found.sort((a, b) => itself(b) - itself(a) || findings(b) - findings(a) || a.page.number - b.page.number);
  return found;
}

/** The facets with the values that the results have: how many findings, or pages; those that are chosen always. */
export function counts(index, results, chosen) {
  return index.facets.map(([name, label, values]) => {
    const filter = filterOf(index, chosen, name);
    const counted = new Map();
    for (const { page, parts } of results) {
      const hits = parts.filter(({ part, all }) => filter(part) && (name === PAGES ? true : all && part.sort === "finding"));
      for (const { part } of name === PAGES && hits.length ? [{ part: page.parts[0] }] : hits) {
        for (const value of valuesOf(part, index)) counted.set(value, (counted.get(value) ?? 0) + 1);
      }
    }
    const rows = values.map(([id, text]) => ({ id, label: text, chosen: chosen.get(name)?.has(id) ?? false, count: counted.get(`${name}=${id}`) ?? 0 }));
    const kept = rows.filter(({ count, chosen: is }) => count || is);
    return { name, label, values: kept.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)) };
  });
}

/** What a value of a facet is called, or nothing if there is none such. */
export function labelOf(index, name, id) {
  const facet = index.facets.find(([known]) => known === name);
  const value = facet?.[2].find(([known]) => known === id);
  return value && `${facet[1]}: ${value[1]}`;
}

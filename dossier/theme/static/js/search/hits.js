// From results to what a reader sees: pages, each with the sections and findings that match, and excerpts with the words marked.

const SECTIONS = 3; // sections and findings shown below a page
const EXCERPT = 32; // words
const FINDING = 45; // words of a finding that are shown whole
const ASKED_FOR = 1000; // what a section is worth that the query names
const WORTH_SHOWING = 0.5; // of what the best section of the page has of the query

/** Load the pages of the next results, so many at most, beyond those whose addresses are in `seen`; takes the results that it has read. */
export async function load(results, count, seen) {
  const pages = [];
  while (results.length && pages.length < count) {
    const batch = results.splice(0, count - pages.length);
    for (const [index, data] of (await Promise.all(batch.map((result) => result.data()))).entries()) {
      const url = data.url.replace(/\.part\d+(?=\.html$)/, "");
      if (seen.has(url)) continue;
      seen.add(url);
      pages.push({ url, ...data.meta, part: { ...batch[index], content: data.content.split(/\s+/), anchors: data.anchors } });
    }
  }
  return pages;
}

/** The hits of a page: its own excerpt, and those of its sections and findings, best first. */
export function hits(page) {
  const segments = segmentsOf(page.part).filter(({ worth, lead }) => worth || lead);
  const best = Math.max(...segments.map(({ worth }) => worth));
  const lead = segments.find((segment) => segment.lead);
  const below = segments.filter((segment) => !segment.lead && segment.worth && segment.worth >= best * WORTH_SHOWING);
  below.sort((a, b) => b.worth - a.worth || a.start - b.start);
  return { excerpt: lead ? excerpt(lead, EXCERPT) : [], below: below.slice(0, SECTIONS).map((segment) => hit(segment, page.url)) };
}

function hit(segment, url) {
  const { anchor, element } = segment;
  const support = element.startsWith("finding-") ? element.slice("finding-".length) : "";
  const base = { url: `${url}#${anchor}`, support };
  if (!support) return { ...base, title: segment.title, excerpt: excerpt(segment, EXCERPT) };
  const first = [...segment.words.keys()].every((place) => place < segment.start + FINDING);
  const text = excerpt({ ...segment, end: Math.min(segment.end, segment.start + FINDING) }, first ? FINDING : 14);
  return first ? { ...base, text } : { ...base, text, excerpt: excerpt({ ...segment, start: segment.start + FINDING }, EXCERPT) };
}

/** The stretches of a part of a page, each under an address of its own, with the places of the words that match. */
function segmentsOf(part) {
  const made = new Map();
  const anchors = part.anchors.filter(({ element }) => /^(h\d|dt|cite|finding-.*|under-heading)$/.test(element));
  const bounds = [...anchors.map(({ location }) => location).slice(1), part.content.length];
  const segments = anchors.map(({ element, id, text, location }, index) => ({
    ...{ anchor: id, element, title: text, start: location, end: bounds[index], content: part.content },
    ...{ words: new Map(), terms: new Map(), lead: element === "h1", worth: 0 },
  }));
  for (const segment of segments) {
    const known = made.get(segment.anchor);
    if (segment.element !== "under-heading") made.set(segment.anchor, segment);
    else if (known) segment.title = known.title;
    if (segment.lead) segment.start += segment.title.split(/\s+/).length;
  }
  for (const { places, telling, number } of part.matches) {
    for (const place of places) {
      const segment = segments.findLast(({ start }) => start <= place);
      if (!segment) continue;
      segment.words.set(place, telling);
      segment.terms.set(number, telling);
    }
  }
  for (const segment of segments) segment.worth = (segment.anchor === part.anchor ? ASKED_FOR : 0) + [...segment.terms.values()].reduce((sum, value) => sum + value, 0);
  return segments;
}

/** The stretch of a segment where most of the query stands, as runs of text, each with whether it is marked. */
function excerpt(segment, length) {
  const { content, words } = segment;
  const places = [...words.keys()].filter((place) => place >= segment.start && place < segment.end).sort((a, b) => a - b);
  let [from, most] = [segment.start, 0];
  for (const place of places) {
    const sum = places.filter((other) => other >= place && other < place + length).reduce((total, other) => total + words.get(other), 0);
    if (sum > most) [from, most] = [Math.max(segment.start, place - 6), sum];
  }
  from = Math.max(segment.start, Math.min(from, segment.end - length));
  const to = Math.min(segment.end, from + length);
  const runs = [];
  for (let place = from; place < to; place++) runs.push({ text: content[place], marked: words.has(place) });
  if (from > segment.start) runs.unshift({ text: "…", marked: false });
  if (to < segment.end) runs.push({ text: "…", marked: false });
  return runs;
}

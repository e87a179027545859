// What a reader sees of a search: hits, facets, and what was put right.
import { hits } from "./hits.js";

const FEW = 6; // values up to which a facet is open
const LONG = 80; // characters of a query that are repeated

/** Make an element; the children are elements or texts. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** A page with its sections and findings. */
export function item(page) {
  const { excerpt, below } = hits(page);
  const made = make("li", { class: "hit" }, make("a", { href: page.url }, page.title), labels(page));
  if (excerpt.length) made.append(make("p", { class: "excerpt" }, ...marked(excerpt)));
  if (below.length) made.append(make("ol", { class: "hits-below" }, ...below.map((hit) => section(hit, words(page)))));
  return made;
}

function section({ url, title, text, support, excerpt }, words) {
  const made = make("li", { class: support ? "hit-finding" : "hit-section" });
  made.append(make("a", { href: url }, ...(text ? marked(text) : [title])));
  if (support) made.append(" ", make("span", { class: `support support-${support}` }, words.get(support)));
  if (excerpt?.length) made.append(make("p", { class: "excerpt" }, ...marked(excerpt)));
  return made;
}

function labels({ kind }) {
  return make("p", { class: "hit-labels" }, make("span", { class: "hit-kind" }, kind));
}

/** The words for the support of the findings of a page. */
function words({ support = "" }) {
  return new Map(support.split(", ").map((pair) => pair.split(": ")));
}

function marked(runs) {
  const parts = [];
  for (const { text, marked: is } of runs) {
    const last = parts.at(-1);
    if (last && last.is === is) last.text += ` ${text}`;
    else parts.push({ text, is });
  }
  return parts.flatMap(({ text, is }, index) => [...(index ? [" "] : []), is ? make("mark", {}, text) : text]);
}

/** The facets of a search as groups of check boxes; those that are long or seldom asked for are folded. */
export function groups(facets, results, chosen) {
  return facets.names.flatMap((name) => {
    const values = facets.counts(name, facets.narrow(results, chosen, name), chosen);
    if (!values.length) return [];
    const open = name === "kind" || values.length <= FEW || values.some((value) => value.chosen);
    const rows = values.map((value) => make("li", {}, box(name, value)));
    return [
      make(
        "details",
        { class: "facet", "data-facet": name, open },
        make("summary", {}, facets.label(name)),
        make("fieldset", {}, make("legend", { class: "visually-hidden" }, facets.label(name)), make("ul", {}, ...rows)),
      ),
    ];
  });
}

function box(name, { id, label, chosen, count }) {
  const input = make("input", { type: "checkbox", name, value: id, checked: chosen });
  return make("label", {}, input, " ", make("span", { class: "facet-label" }, label), " ", make("span", { class: "facet-count" }, `${count}`));
}

/** The chosen values, each on a button that lets it go. */
export function chips(facets, chosen) {
  return [...chosen].flatMap(([name, ids]) =>
    [...ids].map((id) => {
      const label = `${facets.label(name)}: ${facets.label(name, id)}`;
      return make("button", { type: "button", class: "chip", "data-name": name, "data-value": id, "aria-label": `Remove ${label}` }, label, " ×");
    }),
  );
}

/** A text of a reader's as it is repeated: the start of a long one. */
export function clipped(text) {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** What the search made of the query, in a sentence or two. */
export function remarks({ corrected = [], unknown = [], common = [] }) {
  const right = corrected.map(({ typed, word }) => `“${word}” for “${clipped(typed)}”`);
  const made = right.length ? [`Searched for ${right.join(", ")}.`] : [];
  if (unknown.length) made.push(`No page has ${unknown.map((word) => `“${clipped(word)}”`).join(", ")}.`);
  if (common.length) made.push(`Left out, because very many pages have it: ${common.map((word) => `“${clipped(word)}”`).join(", ")}.`);
  return made.join(" ");
}

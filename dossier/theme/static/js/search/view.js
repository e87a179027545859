// What a reader sees of a search: hits, facets, and what was put right.
import { fold, numbersJoined } from "./fold.js";

const FEW = 6; // values up to which a facet is open
const LONG = 80; // characters of a query that are repeated
const BELOW = 3; // sections and findings shown below a page
const EXCERPT = 32; // words
const FINDING = 60; // words of a finding that are shown
const FINDING_WORTH = 0.25; // of what the best section or finding of the page has of the query, what another finding has at least,
const WORTH_SHOWING = 0.4; // and what a section has

/** Make an element; the children are elements or texts. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** The sections and findings of a page that are shown below it, best first. */
export function below({ parts }) {
  const found = parts.filter(({ part, worth }) => part.sort !== "lead" && worth > 0);
  const best = Math.max(...found.map(({ worth }) => worth));
  const [first, ...rest] = found.filter(({ part, worth }) => worth >= best * (part.sort === "finding" ? FINDING_WORTH : WORTH_SHOWING));
  return first ? [first, ...rest.filter(({ part }) => part.sort === "finding"), ...rest.filter(({ part }) => part.sort !== "finding")] : [];
}

/** A page with its sections and findings. */
export function item(hit, index, marks) {
  const { page, parts } = hit;
  const found = below(hit);
  const [lead] = page.parts;
  const made = make("li", { class: "hit" }, make("a", { href: addressOf(lead) }, page.title), make("p", { class: "hit-labels" }, make("span", { class: "hit-kind" }, kindOf(page, index))));
  const led = parts.some(({ part }) => part === lead);
  if ((led || !found.length) && lead.text) made.append(make("p", { class: "excerpt" }, ...marked(excerpt(lead.text, marks, EXCERPT), marks)));
  if (found.length) made.append(make("ol", { class: "hits-below" }, ...found.slice(0, BELOW).map(({ part }) => section(part, index, marks))));
  const more = found.slice(BELOW).filter(({ part }) => part.sort === "finding").length;
  if (more) made.append(make("p", { class: "hit-more" }, `${more} more ${more === 1 ? "finding" : "findings"} on this page`));
  return made;
}

function section(part, index, marks) {
  const href = addressOf(part);
  if (part.sort === "finding") {
    return make("li", { class: "hit-finding" }, make("a", { href }, ...marked(excerpt(part.text, marks, FINDING), marks)), " ", support(part, index));
  }
  const made = make("li", { class: "hit-section" }, make("a", { href }, ...marked(part.title, marks)));
  if (part.text) made.append(make("p", { class: "excerpt" }, ...marked(excerpt(part.text, marks, EXCERPT), marks)));
  return made;
}

function support(part, index) {
  const found = part.values.map(([facet, nth]) => [index.facets[facet][0], index.facets[facet][2][nth]]).find(([name]) => name === "support");
  if (!found) return "";
  const [, [id, label]] = found;
  return make("span", { class: `support support-${id}` }, label);
}

/** What kind of page it is. */
export function kindOf(page, index) {
  const [[facet, nth]] = page.values;
  return index.facets[facet][2][nth][1];
}

/** The address of a part, from any page. */
export function addressOf({ page, anchor }) {
  const root = new URL("../../../", import.meta.url);
  return new URL(page.url + (anchor ? `#${anchor}` : ""), root).href;
}

/** The stretch of a text where most of the marked words stand. */
export function excerpt(text, marks, length) {
  const words = text.split(/\s+/);
  if (words.length <= length) return text;
  const is = words.map((word) => Number(isMarked(word, marks)));
  let [from, most] = [0, 0];
  for (let at = 0; at < words.length; at++) {
    if (!is[at]) continue;
    const sum = is.slice(at, at + length).reduce((a, b) => a + b, 0);
    if (sum > most) [from, most] = [at, sum];
  }
  from = Math.max(0, Math.min(from < length / 2 ? 0 : from - 6, words.length - length));
  const to = from + length;
  return `${from ? "… " : ""}${words.slice(from, to).join(" ")}${to < words.length ? " …" : ""}`;
}

function isMarked(word, marks) {
  return fold(numbersJoined(word)).split(" ").some((part) => marks.has(part)) || (/[-/]/.test(word) && marks.has(fold(word).replaceAll(" ", "")));
}

/** A text with some words marked, as texts and elements. */
export function marked(text, marks) {
  const runs = [];
  for (const word of text.split(" ")) {
    const is = isMarked(word, marks);
    if (runs.at(-1)?.is === is) runs.at(-1).text += ` ${word}`;
    else runs.push({ text: word, is });
  }
  return runs.flatMap(({ text: run, is }, at) => [...(at ? [" "] : []), is ? make("mark", {}, run) : run]);
}

/** The facets of a search as groups of check boxes; those that are long or seldom asked for are folded. */
export function groups(facets) {
  return facets.flatMap(({ name, label, values }) => {
    if (!values.length) return [];
    const open = name === "kind" || values.length <= FEW || values.some(({ chosen }) => chosen);
    const rows = values.map((value) => make("li", {}, box(name, value)));
    const group = make("fieldset", {}, make("legend", { class: "visually-hidden" }, label), make("ul", {}, ...rows));
    return [make("details", { class: "facet", "data-facet": name, open }, make("summary", {}, label, " ", make("span", { class: "facet-unit" }, name === "kind" ? "pages" : "findings")), group)];
  });
}

function box(name, { id, label, chosen, count }) {
  const input = make("input", { type: "checkbox", name, value: id, checked: chosen });
  return make("label", {}, input, " ", make("span", { class: "facet-label" }, label), " ", make("span", { class: "facet-count" }, `${count}`));
}

/** A chosen value, on a button that lets it go. */
export function chip(name, id, label) {
  return make("button", { type: "button", class: "chip", "data-name": name, "data-value": id, "aria-label": `Remove ${label}` }, label, " ×");
}

/** A text of a reader's as it is repeated: the start of a long one. */
export function clipped(text) {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** How much was found, in a sentence or two. */
export function told(pages, text) {
  const what = text ? ` for “${clipped(text)}”` : "";
  if (!pages.length) return `No pages${what}.`;
  const full = pages.filter(({ all }) => all);
  const most = pages.length - full.length;
  if (!full.length) return `No page has all of the words${what}; ${counted(most, "page has", "pages have")} most of them.`;
  const findings = full.flatMap(({ parts }) => parts).filter(({ part, all }) => all && part.sort === "finding").length;
  return `${counted(full.length, "page", "pages")} and ${counted(findings, "finding", "findings")}${what}.${most ? ` ${counted(most, "more page has", "more pages have")} most of the words.` : ""}`;
}

function counted(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

/** What the search made of the query, in a sentence or two. */
export function remarks({ corrected = [], unknown = [] }) {
  const right = corrected.map(({ typed, word }) => `“${word}” for “${clipped(typed)}”`);
  const made = right.length ? [`Searched for ${right.join(", ")}.`] : [];
  if (unknown.length) made.push(`${unknown.map((word) => `“${clipped(word)}”`).join(", ")}: not on this site.`);
  return made.join(" ");
}

/** The names that are nearest to a text, as links. */
export function nearest(names, addresses) {
  return names.flatMap(({ name }, at) => [at ? ", " : "Near it: ", make("a", { href: addresses[at] }, name)]);
}

// Renders the results of a search: hits, facets and corrections. Messages come from the search page.
import { below } from "./engine.js";
import { fold, plain } from "./text.js";

const FEW = 6; // the most values with which a facet is open
const LONG = 80; // characters of a query that are shown
const BELOW = 3; // sections and findings shown below a page
const EXCERPT = 32; // words
const FINDING = 60; // words of a finding that are shown
const WORD = /([\p{L}\p{N}\p{Sc}](?:\S*[\p{L}\p{N}\p{M}%])?)/u; // without the punctuation beside it
const ALIKE = 5; // related words that the sentence on them names

/** A message of the search page, with its placeholders filled. */
export function say(name, gaps = {}) {
  const sentence = document.querySelector("[data-search-words]").dataset[name];
  return sentence.replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);
}

function counted(name, n, gaps) {
  return say(`${name}${n === 1 ? "One" : "Many"}`, { n, ...gaps });
}

function quoted(words) {
  return words.map((word) => say("quoted", { word: clipped(word) })).join(", ");
}

/** Create an element; the children are elements or text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** A page with its sections and findings. */
export function item(hit, index, marks) {
  const { page, parts } = hit;
  const found = below(hit);
  const [lead] = page.parts;
  const target = hit.target ?? lead;
  const tongue = page.language && { lang: page.language, dir: "auto" };
  const made = make("li", { class: "hit" }, make("a", { href: addressOf(target), ...tongue }, titleOf(target)), make("p", { class: "hit-labels" }, ...labels(hit, index)));
  const led = parts.some(({ part }) => part === lead);
  if ((led || (!found.length && target === lead)) && lead.text) made.append(make("p", { class: "excerpt", ...tongue }, ...marked(excerpt(lead.text, marks, EXCERPT), marks)));
  if (found.length) made.append(make("ol", { class: "hits-below" }, ...found.slice(0, BELOW).map(({ part }) => section(part, index, marks))));
  const more = found.slice(BELOW).filter(({ part }) => part.sort === "finding").length;
  if (more) made.append(make("p", { class: "hit-more" }, counted("more", more)));
  return made;
}

function labels({ page, all, related = [] }, index) {
  const kind = kindOf(page, index);
  const words = [...new Set(related)].join(", ");
  const lack = all ? words && say("relatedLabel", { words }) : say("mostLabel");
  const most = lack ? [make("span", { class: "hit-most" }, lack)] : [];
  return kind === page.title ? most : [make("span", { class: "hit-kind" }, kind), ...most];
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
  const [facet, nth] = part.values.find(([facet]) => index.facets[facet][0] === "support") ?? [];
  if (facet === undefined) return "";
  const [id, label] = index.facets[facet][2][nth];
  return make("span", { class: `support support-${id}` }, label);
}

/** The title of a part, after that of its page if it is a section or an item of a list. */
export function titleOf({ page, sort, title }) {
  return sort === "section" || sort === "item" ? `${page.title}: ${title}` : title;
}

/** The kind of a page. */
export function kindOf(page, index) {
  const [[facet, nth]] = page.values;
  return index.facets[facet][2][nth][1];
}

/** The address of a part, from any page. */
export function addressOf({ page, anchor }) {
  const root = new URL("../../../", import.meta.url);
  return new URL(page.url + (anchor ? `#${anchor}` : ""), root).href;
}

/** The excerpt of a text with the most marked words. */
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
  return plain(word).split(" ").some((part) => marks.has(part)) || (/[-/]/.test(word) && marks.has(fold(word).replaceAll(" ", "")));
}

/** A text with some words marked, as text and elements; words side by side are marked as one. */
export function marked(text, marks) {
  const pieces = text.split(WORD);
  const isWord = (at) => at % 2 === 1 && isMarked(pieces[at], marks);
  const runs = [];
  for (const [at, piece] of pieces.entries()) {
    const is = isWord(at) || (piece === " " && isWord(at - 1) && isWord(at + 1));
    if (runs.at(-1)?.is === is) runs.at(-1).text += piece;
    else runs.push({ text: piece, is });
  }
  return runs.map(({ text: run, is }) => (is ? make("mark", {}, run) : run));
}

/** The facets as groups of checkboxes; long or rarely used ones are collapsed. */
export function groups(facets) {
  return facets.flatMap(({ name, label, values }) => {
    if (!values.length) return [];
    const open = name === "kind" || values.length <= FEW || values.some(({ chosen }) => chosen);
    const rows = values.map((value) => make("li", {}, box(name, value)));
    const group = make("fieldset", {}, make("legend", { class: "visually-hidden" }, label), make("ul", {}, ...rows));
    const unit = make("span", { class: "facet-unit" }, say(name === "kind" ? "unitPages" : "unitFindings"));
    return [make("details", { class: "facet", "data-facet": name, open }, make("summary", {}, label, " ", unit), group)];
  });
}

function box(name, { id, label, chosen, count }) {
  const input = make("input", { type: "checkbox", name, value: id, checked: chosen });
  return make("label", {}, input, " ", make("span", { class: "facet-label" }, label), " ", make("span", { class: "facet-count" }, `${count}`));
}

/** A button for a chosen value, which removes it. */
export function chip(name, id, label) {
  return make("button", { type: "button", class: "chip", "data-name": name, "data-value": id, "aria-label": say("remove", { label }) }, label, " ×");
}

/** A reader's text as shown, shortened if it is long. */
function clipped(text) {
  return text.length > LONG ? `${text.slice(0, LONG)}…` : text;
}

/** The number of results and of the findings listed with them, or all on a subject, in a sentence for each way in which they match. */
export function told({ pages, terms = [] }, text, subject) {
  const isRenamed = terms.some(({ shown = [], absent = [] }) => shown.length + absent.length > 1);
  const gaps = { query: quoted(isRenamed ? terms.flatMap(({ shown, ways: [[word]] }) => shown ?? word) : [text.replaceAll('"', "")]) };
  if (!pages.length) return [say(text ? "noneFor" : "none", gaps)];
  const isRelated = ({ all, related }) => all && related?.length > 0;
  const [full, alike, most] = [pages.filter((hit) => hit.all && !isRelated(hit)), pages.filter(isRelated), pages.filter(({ all }) => !all)];
  const sentences = [full.length ? say(text ? "foundFor" : "found", { ...gaps, pages: subject ? counted("pages", full.length) : amount(full) }) : say("noneFull", gaps)];
  if (alike.length) sentences.push(say("related", { pages: amount(alike), words: [...new Set(alike.flatMap(({ related }) => related))].slice(0, ALIKE).join(", ") }));
  if (most.length) sentences.push(say("most", { pages: amount(most) }));
  return subject ? [`${sentences.join(" ")} `, allOn(subject)] : [sentences.join(" ")];
}

function allOn({ name, id, label, count }) {
  const { findings } = document.querySelector("[data-search-words]").dataset;
  return make("a", { href: `${findings}?${name}=${encodeURIComponent(id)}#table-findings` }, counted(name === "support" ? "marked" : "bears", count, { label }));
}

/** The number of pages and, if any are listed with them, of findings. */
function amount(found) {
  const [pages, findings] = [counted("pages", found.length), found.flatMap(below).filter(({ part }) => part.sort === "finding").length];
  return findings ? say("both", { pages, findings: counted("findings", findings) }) : pages;
}

/** How the query was interpreted, in a sentence or two; if nothing was found, that says enough about unknown words. */
export function remarks({ pages, corrected, unknown }) {
  const right = corrected.map(({ typed, word }) => say("corrected", { word, typed: clipped(typed) }));
  const made = right.length ? [say("searched", { words: right.join(", ") })] : [];
  if (unknown.length && pages.length) made.push(say("unknown", { words: quoted(unknown) }));
  return made.join(" ");
}

/** Links to the pages with the most similar names. */
export function nearest(names) {
  const links = names.map(({ name, page }) => make("a", { href: addressOf(page.parts[0]) }, name));
  return links.flatMap((link, at) => [at ? ", " : ` ${say("near")} `, link]);
}

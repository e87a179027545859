// The texts of search results and suggestions.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";
import { site } from "./site.mjs";

const { excerpt, marked, told } = await load("view.js");
const { offers } = await load("suggest.js");
const { below, counts, search } = await load("engine.js");
const SITE = await site();
const WORDS = {
  pagesOne: "{n} page", pagesMany: "{n} pages", findingsOne: "{n} finding", findingsMany: "{n} findings",
  quoted: "“{word}”", both: "{pages} and {findings}", foundFor: "{pages} for {query}.", noneFor: "No pages for {query}.",
  most: "With most of the words: {pages}.", noneFull: "No page has all of the words in {query}.",
  related: "With related words ({words}): {pages}.",
};
const element = (name) => ({ name, append(text) { this.text = text; } });
globalThis.document = { createElement: element, querySelector: () => ({ dataset: WORDS }) }; // the search page with its texts

test("matches of all words and of most words are counted", () => {
  assert.equal(told(search("fighters", SITE), "fighters").join(" "), "2 pages and 2 findings for “fighters”.");
  assert.equal(told(search("Niger screened", SITE), "Niger screened").join(" "), "1 page for “Niger screened”. With most of the words: 1 page and 1 finding.");
  assert.equal(told({ pages: [] }, "zeppelin").join(" "), "No pages for “zeppelin”.");
});

test("matches by related words are counted separately", () => {
  assert.equal(told(search("locked up", SITE), "locked up").join(" "), "No page has all of the words in “locked up”. With related words (screened): 1 page.");
});

test("listed findings are counted in the sentence and in the facets", () => {
  const found = search("Niger fighters", SITE);
  const { pages } = found;
  assert.equal(told(found, "x").join(" ").match(/\d+ findings?/g).reduce((sum, said) => sum + parseInt(said), 0), 2);
  const [, support] = counts(SITE, pages, new Map());
  assert.deepEqual(support.values.map(({ id, count }) => [id, count]), [["corroborated", 1], ["single-source", 1]]);
});

test("words are marked without punctuation", () => {
  const shown = (text, ...words) => marked(text, new Set(words)).map((run) => (run.name ? [run.text] : run));
  assert.deepEqual(shown("Province (ISWAP), with fighters.", "iswap", "fighters"), ["Province (", ["ISWAP"], "), with ", ["fighters"], "."]);
  assert.deepEqual(shown("internally displaced", "internally", "displaced").filter((run) => run), [["internally displaced"]]);
  assert.deepEqual(shown("$300 million, spent", "300", "million").filter((run) => run), [["$300 million"], ", spent"]);
});

test("findings are listed below their page, best matches first", () => {
  const [hit] = search("Niger fighters", SITE).pages;
  assert.deepEqual(below(hit).map(({ part }) => part.anchor), ["niger", "strength"]);
});

test("an excerpt is cut around the words, with ellipses", () => {
  const text = `${"nothing ".repeat(60)}but Niger here ${"nothing ".repeat(60)}`.trim();
  const shown = excerpt(text, new Set(["niger"]), 20);
  assert.match(shown, /^… .*but Niger here.* …$/);
  assert.equal(shown.split(" ").length, 22);
  assert.equal(excerpt("A short text.", new Set(), 20), "A short text.");
});

test("suggestions have pages and the best finding", () => {
  const { rows } = offers("fighters pris", SITE);
  assert.deepEqual(rows.map(({ part }) => [part.page.url, part.anchor]), [["regions/west-africa.html", ""], ["regions/west-africa.html", "niger"]]);
  assert.deepEqual(offers("add a finding", SITE).rows.map(({ label }) => label), ["Contributing"]);
});

test("a date suggests its event", () => {
  assert.deepEqual(offers("June 2019", SITE).rows.map(({ part, text }) => [part.anchor, text])[0], ["event-launch", "18 June 2019: A strategy is launched"]);
});

test("a suggested list item has the title of its page", () => {
  const [first, second] = offers("niger", SITE).rows;
  assert.deepEqual([first.text, first.part.page.url, first.part.anchor], ["Compare: Niger", "data/compare.html", "name-niger"]);
  assert.equal(second.part.page.url, "regions/west-africa.html");
});

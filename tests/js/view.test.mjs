// What a reader is told and shown.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";
import { site } from "./site.mjs";

const { below, excerpt, told } = await load("view.js");
const { offers } = await load("suggest.js");
const { search } = await load("engine.js");
const SITE = await site();
const WORDS = {
  pagesOne: "{n} page", pagesMany: "{n} pages", findingsOne: "{n} finding", findingsMany: "{n} findings",
  foundFor: "{pages} and {findings} for “{query}”.", noneFor: "No pages for “{query}”.", most: "With most of the words: {pages}.",
};
globalThis.document = { querySelector: () => ({ dataset: WORDS }) }; // the search page, as far as what it says goes

test("pages and findings that have all of the words are counted, and pages that have most of them", () => {
  assert.equal(told(search("fighters", SITE).pages, "fighters"), "2 pages and 2 findings for “fighters”.");
  assert.equal(told(search("Niger screened", SITE).pages, "Niger screened"), "1 page and 0 findings for “Niger screened”. With most of the words: 1 page.");
  assert.equal(told([], "zeppelin"), "No pages for “zeppelin”.");
});

test("below a page stand its findings, those that have most of the query first", () => {
  const [hit] = search("Niger fighters", SITE).pages;
  assert.deepEqual(below(hit).map(({ part }) => part.anchor), ["niger", "strength"]);
});

test("an excerpt is the stretch where the words stand, and says what it leaves out", () => {
  const text = `${"nothing ".repeat(60)}but Niger here ${"nothing ".repeat(60)}`.trim();
  const shown = excerpt(text, new Set(["niger"]), 20);
  assert.match(shown, /^… .*but Niger here.* …$/);
  assert.equal(shown.split(" ").length, 22);
  assert.equal(excerpt("A short text.", new Set(), 20), "A short text.");
});

test("pages are offered while a reader types, with the finding that answers", () => {
  const { rows } = offers("fighters pris", SITE);
  assert.deepEqual(rows.map(({ part }) => [part.page.url, part.anchor]), [["regions/west-africa.html", ""], ["regions/west-africa.html", "niger"]]);
  assert.deepEqual(offers("add a finding", SITE).rows.map(({ label }) => label), ["Contributing"]);
});

test("a date is offered as its event", () => {
  assert.deepEqual(offers("June 2019", SITE).rows.map(({ part, text }) => [part.anchor, text])[0], ["event-launch", "18 June 2019: A strategy is launched"]);
});

test("an item of a list is offered with the title of its page", () => {
  const [first, second] = offers("niger", SITE).rows;
  assert.deepEqual([first.text, first.part.page.url, first.part.anchor], ["Compare: Niger", "data/compare.html", "name-niger"]);
  assert.equal(second.part.page.url, "regions/west-africa.html");
});

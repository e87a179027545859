// The search engine: results and their order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";
import { site } from "./site.mjs";

const { chosenParts, counts, filterOf, labelOf, search } = await load("engine.js");
const SITE = await site();

const found = (text, options) => search(text, SITE, options).pages.map(({ page, parts, all }) => [page.title, parts.map(({ part }) => part.anchor), all]);
const chosen = (values) => new Map(Object.entries(values).map(([name, ids]) => [name, new Set(ids)]));

test("a page with all words comes before one with most of them", () => {
  assert.deepEqual(found("Niger screened").map(([title, , all]) => [title, all]), [["Boko Haram", true], ["West Africa", false]]);
});

test("a page that matches by a related word names that word", () => {
  assert.deepEqual(search("jail", SITE).pages.map(({ related }) => related), [["prison"], ["prison"]]);
  assert.deepEqual(search("prison", SITE).pages.map(({ related }) => related), [[], []]);
});

test("a finding matches by whole names only", () => {
  const [, [anchor]] = found("Niger fighters")[0];
  assert.equal(anchor, "niger");
  assert.deepEqual(found("Niger").find(([title]) => title === "West Africa")[1], ["niger"]);
});

test("a question for a number ranks findings with numbers higher", () => {
  const worth = (text) => search(text, SITE).pages[0].parts.find(({ part }) => part.anchor === "strength").worth;
  assert.ok(worth("how many Nigeria fighters") > worth("Nigeria fighters"));
});

test("the name of a kind ranks its entries higher", () => {
  assert.deepEqual([found("fighters")[0][0], found("fighters resolution")[0][0]], ["West Africa", "Resolution 2396 (2017)"]);
});

test("the significant words of a name are marked", () => {
  assert.deepEqual([...search("LCN", SITE).marks].filter((word) => word !== "lcn"), ["lake", "chad", "nigeria"]);
});

test("a number matches as a whole only", () => {
  assert.deepEqual(found("4000").map(([, anchors]) => anchors), [["strength"]]);
  assert.deepEqual(found("400"), []);
});

const first = (text, options) => search(text, SITE, options).pages.map(({ page, target }) => [page.title, target?.anchor])[0];

test("a list item named in the query comes first, and the order of pages stays", () => {
  for (const text of ["niger", "the NIGER", "le Niger"]) assert.deepEqual(first(text), ["Compare", "name-niger"], text);
  assert.deepEqual(["Ceylon", "sri-lanka"].map((text) => first(text)), [["Compare", "name-sri-lanka"], ["Compare", "name-sri-lanka"]]);
  assert.deepEqual(found("Niger").slice(1).map(([title]) => title), ["West Africa", "Boko Haram"]);
});

test("a list item is found by a foreign or misspelt name", () => {
  SITE.names.set("ceilan", { ...SITE.names.get("lcn"), text: "Sri Lanka" });
  for (const [text, anchor] of [["Ceilán", "name-sri-lanka"], ["Nigar", "name-niger"]]) assert.ok(search(text, SITE).pages.some(({ target }) => target?.anchor === anchor), text);
  SITE.names.delete("ceilan");
});

test("a page in another language is found only by its own words", () => {
  const other = (text, options) => search(text, SITE, options).pages.findIndex(({ page }) => page.language);
  for (const text of ["девятый доклад", "основные вывод", "主要结论", "第九次报告", "der доклад"]) assert.equal(other(text), 0, text);
  assert.equal(other("Западная Африка"), -1);
  for (const text of ["Niger", "👍", "доклад зеппелин", "fighters"]) assert.equal(other(text), -1, text);
  assert.deepEqual(search("основные выводы", SITE).unknown, []);
  assert.equal(other("основные выводы", { filter: filterOf(SITE, chosen({ kind: ["region"] })) }), -1);
});

test("a page named in the query counts as a match of all words", () => {
  assert.equal(search("who led Boko Haram", SITE).pages[0].all, true);
  assert.equal(search("biometrics of Boko Haram", SITE).pages.find(({ page }) => page.title === "Boko Haram").all, false);
});

test("no list item precedes a page of that name or answers longer or filtered queries", () => {
  assert.deepEqual(["Boko Haram", "Niger fighters", "what of Niger"].map((text) => first(text)[1]), [undefined, undefined, undefined]);
  assert.deepEqual(first("Niger", { filter: filterOf(SITE, chosen({ kind: ["region"] })) }), ["West Africa", undefined]);
});

test("a question about a list item leads to it if its page has that name, too", () => {
  for (const text of ["the next report", "2nd report", "what did the second report say"]) assert.deepEqual(first(text), ["Timeline", "report-2"], text);
});

test("pages for contributors are found only by their own words", () => {
  assert.deepEqual(found("fighters").filter(([title]) => title === "Add a finding"), []);
  assert.equal(found("how do I add a finding")[0][0], "Add a finding");
});

test("facets filter findings, not their pages", () => {
  const filter = filterOf(SITE, chosen({ support: ["single-source"] }));
  assert.deepEqual(found("fighters", { filter }), [["West Africa", ["niger"], true]]);
});

test("facets without a query find pages with their values, the chosen entry first", () => {
  const pages = chosenParts(SITE, chosen({ region: ["west-africa"] }));
  assert.deepEqual(pages.map(({ page, parts }) => [page.title, parts.length]), [["West Africa", 3]]);
});

test("the values of a facet are counted in the results of the other facets", () => {
  const { pages } = search("fighters", SITE);
  const of = (values) => Object.fromEntries(counts(SITE, pages, values).map(({ name, values: rows }) => [name, rows.map(({ id, count }) => [id, count])]));
  assert.deepEqual(of(new Map()).support, [["corroborated", 1], ["single-source", 1]]);
  const narrowed = of(chosen({ support: ["corroborated"] }));
  assert.deepEqual([narrowed.support, narrowed.region], [[["corroborated", 1], ["single-source", 1]], [["west-africa", 1]]]);
});

test("an unknown facet or value has no label", () => {
  assert.equal(labelOf(SITE, "region", "west-africa"), "Region: West Africa");
  assert.equal(labelOf(SITE, "region", "atlantis"), undefined);
  assert.equal(labelOf(SITE, "utm_source", "mail"), undefined);
});

test("similar names are suggested, except those of pages for contributors", () => {
  assert.deepEqual(SITE.near("boko harem", 3).map(({ name }) => name), ["Boko Haram"]);
  assert.deepEqual(SITE.near("add a findink", 3), []);
});

test("an unknown amount of money is reported, and the other words are searched for", () => {
  const { pages, unknown } = search("fighters $70 million", SITE);
  assert.deepEqual(unknown, ["70 million"]);
  assert.equal(pages[0].page.title, "West Africa");
});

// From results to what a reader sees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";

const { hits, load: loaded } = await load("hits.js");

const TEXT = "West Africa Fighters move freely there Sources say so iswap Nearly 4000 fighters were counted in Borno".split(" ");
const ANCHORS = [
  { element: "h1", id: "west-africa", text: "West Africa", location: 0 },
  { element: "h2", id: "sources", text: "Sources", location: 6 },
  { element: "finding-corrected", id: "iswap", text: "", location: 9 },
];

/** A page on which some words match, each with its place, what it tells and the number of its term. */
function page(matches, anchor = "") {
  const told = matches.map(([word, telling, number]) => ({ places: [TEXT.indexOf(word)], telling, number }));
  return { url: "/regions/west-africa.html", part: { content: TEXT, anchors: ANCHORS, anchor, matches: told } };
}

const marked = (runs) => runs.filter((run) => run.marked).map((run) => run.text);

test("the excerpt of a page marks the words of the query, and leaves out its title", () => {
  const { excerpt } = hits(page([["move", 1, 0]]));
  assert.deepEqual(marked(excerpt), ["move"]);
  assert.equal(excerpt[0].text, "Fighters");
});

test("a section and a finding are shown below the page, under their own addresses, best first", () => {
  const { below } = hits(page([["say", 1, 0], ["Borno", 2, 1]]));
  assert.deepEqual(below.map(({ url, standing }) => [url, standing]), [
    ["/regions/west-africa.html#iswap", "corrected"],
    ["/regions/west-africa.html#sources", ""],
  ]);
  assert.deepEqual(marked(below[0].text), ["Borno"]);
  assert.deepEqual(marked(below[1].excerpt), ["say"]);
});

test("a section that has far less of the query than the best is not shown", () => {
  const { below } = hits(page([["say", 1, 0], ["Borno", 9, 1]]));
  assert.deepEqual(below.map(({ url }) => url), ["/regions/west-africa.html#iswap"]);
});

test("the section that the query names comes first, however little of it stands there", () => {
  const { below } = hits(page([["Borno", 9, 1]], "sources"));
  assert.equal(below[0].url, "/regions/west-africa.html#sources");
});

test("parts of a page are one page, which is loaded once", async () => {
  const result = (url) => ({ data: async () => ({ url, meta: { title: "A" }, content: "a b", anchors: [] }), matches: [] });
  const results = ["/a.html", "/a.part2.html", "/b.html", "/c.html"].map(result);
  const seen = new Set();
  assert.deepEqual((await loaded(results, 2, seen)).map(({ url }) => url), ["/a.html", "/b.html"]);
  assert.deepEqual((await loaded(results, 2, seen)).map(({ url }) => url), ["/c.html"]);
});

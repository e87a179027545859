// What a query asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";

const { read } = await load("query.js");
const { otherNumber } = await load("fold.js");

/** A lexicon of some words, each with the number of pages that have it, and of some names, each with what it stands for. */
function lexicon({ words = {}, names = {}, pages = 100, near = {} }) {
  return {
    pages,
    around: new Set(["un", "undocs"]),
    words: {
      get: async (word) => words[word],
      startsWith: async (letters) => Object.keys(words).some((word) => word.startsWith(letters)),
    },
    names: { get: async (name) => names[name] },
    name: async (said) => {
      for (let length = said.length; length > 0; length--) {
        const entry = names[said.slice(0, length).join(" ")];
        if (entry) return { length, entry };
      }
    },
    nearest: async (word) => near[word],
    related: async () => undefined,
    pagesWith: async (word) => words[word] ?? words[otherNumber(word)] ?? 0,
  };
}

const RESOLUTION = { to: ["resolutions/2396"], rank: 0, text: "2396" };
const SITE = lexicon({
  words: { fighters: 40, returned: 9, money: 12, boko: 3, haram: 3, 24: 5, "000": 9, "24000": 2, million: 8, 300: 4, cent: 5, per: 9, biometrics: 2 },
  names: {
    2396: RESOLUTION,
    "boko haram": { to: ["actors/boko-haram"], rank: 0, text: "Boko Haram" },
    is: { to: ["actors/isil"], rank: 0, text: "ISIL" },
  },
  near: { biometics: "biometrics" },
});

const texts = async (text, site = SITE) => (await read(text, site)).terms.map((term) => term.texts[0]);

test("words are looked for one by one, without those that say nothing", async () => {
  assert.deepEqual(await texts("the fighters who returned"), ["fighters", "returned"]);
});

test("a name is looked for whole, and named if the query is nothing else", async () => {
  assert.deepEqual((await read("Boko Haram", SITE)).named, ["actors/boko-haram"]);
  assert.deepEqual(await texts("Boko Haram money"), ["Boko Haram", "money"]);
  assert.deepEqual((await read("Boko Haram money", SITE)).named, []);
});

test("a little word is a name only where nothing else is said", async () => {
  assert.deepEqual((await read("IS", SITE)).named, ["actors/isil"]);
  assert.deepEqual(await texts("is money"), ["money"]);
});

test("a symbol is found in whatever readers put around it", async () => {
  for (const text of ["2396", "UN 2396", "document no. 2396 (2017)", "2396 of 2017", "press release 2396"]) {
    assert.deepEqual((await read(text, SITE)).named, ["resolutions/2396"], text);
  }
  assert.deepEqual((await read("2396 fighters", SITE)).named, []);
});

test("figures are read as the pages write them", async () => {
  for (const text of ["24,000", "24 000", "24.000", "24k", "24 thousand"]) assert.deepEqual(await texts(text), ["24000"], text);
  assert.deepEqual(await texts("300m"), ["300", "million"]);
  assert.deepEqual(await texts("40%"), await texts("40 per cent"));
});

test("a misspelt word is put right and said to be", async () => {
  const { corrected, terms } = await read("biometics", SITE);
  assert.deepEqual(corrected.map(({ typed, word }) => [typed, word]), [["biometics", "biometrics"]]);
  assert.deepEqual(terms[0].texts, ["biometrics"]);
});

test("a word that no page has is named, and the others are looked for", async () => {
  const { unknown, terms } = await read("zeppelinist fighters", SITE);
  assert.deepEqual(unknown, ["zeppelinist"]);
  assert.deepEqual(terms.map((term) => term.texts[0]), ["fighters"]);
});

test("a word said twice is looked for once", async () => {
  assert.deepEqual(await texts("money money fighters money"), ["money", "fighters"]);
});

test("at a very large site words that most pages have are left out beside rarer ones", async () => {
  const large = lexicon({ words: { fighters: 9000, attacks: 8000, ferries: 12 }, pages: 20000 });
  const { terms, common } = await read("fighters attacks ferries", large);
  assert.deepEqual([terms.map((term) => term.texts[0]), common], [["ferries"], ["fighters", "attacks"]]);
  assert.deepEqual(await texts("fighters attacks", large), ["attacks"]);
});

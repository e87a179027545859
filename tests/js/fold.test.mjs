// How words are compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";

const { STOPWORDS, distance, fold, otherNumber } = await load("text.js");

test("small letters, without diacritics, apostrophes and marks", () => {
  assert.equal(fold("Côngo"), "congo");
  assert.equal(fold("ISIL (Da'esh)"), "isil daesh");
  assert.equal(fold("Islamic State’s"), "islamic states");
  assert.equal(fold("S/RES/2396 (2017)"), "s res 2396 2017");
  assert.equal(fold("  “fair—trial”  "), "fair trial");
  assert.equal(fold("!?"), "");
});

test("Arabic digits are those of the pages", () => {
  assert.equal(fold("القرار ٢٣٩٦"), "القرار 2396");
  assert.equal(fold("۱۲۶۷"), "1267");
});

test("no word is folded twice into something else", () => {
  for (const text of ["ǅ", "İstanbul", "ﬁghters", "Straße", "½"]) assert.equal(fold(fold(text)), fold(text));
});

test("letters that were left out, put in, changed or swapped count one, and like ones half", () => {
  assert.equal(distance("syria", "syria", 2), 0);
  assert.equal(distance("repatration", "repatriation", 2), 1);
  assert.equal(distance("biomxetrics", "biometrics", 2), 1);
  assert.equal(distance("prosecutoin", "prosecution", 2), 1);
  assert.equal(distance("lybia", "libya", 2), 1);
  assert.equal(distance("moroco", "morocco", 2), 0.5);
  assert.equal(distance("fiktion", "fiction", 2), 0.5);
});

test("a distance is the same both ways, and more than the limit is only more", () => {
  for (const [a, b] of [["finances", "financing"], ["mali", "somalia"], ["", "abc"], ["abcdef", "uvwxyz"]]) {
    assert.equal(distance(a, b, 9), distance(b, a, 9));
    assert.equal(distance(a, b, 2) > 2, distance(a, b, 9) > 2);
  }
});

test("singular and plural lead to each other", () => {
  for (const [one, many] of [["fighter", "fighters"], ["party", "parties"], ["journey", "journeys"]]) {
    assert.equal(otherNumber(one), many);
    assert.equal(otherNumber(many), one);
  }
});

test("what is no plain English word has no other number", () => {
  for (const word of ["un", "2396", "داعش"]) assert.equal(otherNumber(word), word);
});

test("stop words are folded already", () => {
  for (const word of STOPWORDS) assert.equal(fold(word), word);
});

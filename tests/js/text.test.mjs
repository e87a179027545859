// Normalizing and comparing words, numbers and dates.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";

const { STOPWORDS, distance, fold, otherNumber, stem, written } = await load("text.js");

const first = (text) => written(text).phrases.map(([way]) => way);

test("folding removes case, diacritics, apostrophes and punctuation", () => {
  assert.equal(fold("Côngo"), "congo");
  assert.equal(fold("ISIL (Da'esh)"), "isil daesh");
  assert.equal(fold("Islamic State’s"), "islamic state");
  assert.equal(fold("trafic d'antiquités, l’État"), "trafic antiquites etat");
  assert.equal(fold("S/RES/2396 (2017)"), "s res 2396 2017");
  assert.equal(fold("  “fair—trial”  "), "fair trial");
  assert.equal(fold("!?"), "");
});

test("folding converts Arabic digits", () => {
  assert.equal(fold("القرار ٢٣٩٦"), "القرار 2396");
  assert.equal(fold("۱۲۶۷"), "1267");
});

test("folding is idempotent", () => {
  for (const text of ["ǅ", "İstanbul", "ﬁghters", "Straße", "½"]) assert.equal(fold(fold(text)), fold(text));
});

test("an edit counts 1, and an edit of similar letters 0.5", () => {
  assert.equal(distance("syria", "syria", 2), 0);
  assert.equal(distance("repatration", "repatriation", 2), 1);
  assert.equal(distance("biomxetrics", "biometrics", 2), 1);
  assert.equal(distance("prosecutoin", "prosecution", 2), 1);
  assert.equal(distance("lybia", "libya", 2), 1);
  assert.equal(distance("moroco", "morocco", 2), 0.5);
  assert.equal(distance("fiktion", "fiction", 2), 0.5);
});

test("distance is symmetric, and exact only up to the limit", () => {
  for (const [a, b] of [["finances", "financing"], ["mali", "somalia"], ["", "abc"], ["abcdef", "uvwxyz"]]) {
    assert.equal(distance(a, b, 9), distance(b, a, 9));
    assert.equal(distance(a, b, 2) > 2, distance(a, b, 9) > 2);
  }
});

test("singular and plural convert to each other", () => {
  for (const [one, many] of [["fighter", "fighters"], ["party", "parties"], ["journey", "journeys"]]) {
    assert.equal(otherNumber(one), many);
    assert.equal(otherNumber(many), one);
  }
});

test("numbers, foreign and very short words have no other number", () => {
  for (const word of ["un", "2396", "داعش"]) assert.equal(otherNumber(word), word);
});

test("stop words are folded", () => {
  for (const word of STOPWORDS) assert.equal(fold(word), word);
});

test("dates are normalized", () => {
  for (const text of ["27 August 2019", "27 Aug. 2019", "August 27, 2019", "27th of August 2019", "2019-08-27", "27/8/2019", "27.08.2019", "8/27/2019"]) {
    assert.deepEqual(first(text), ["27 august 2019"], text);
  }
  for (const text of ["August 2019", "Aug 2019", "2019-08"]) assert.deepEqual(first(text), ["august 2019"], text);
});

test("amounts of money are normalized", () => {
  for (const text of ["$300m", "US$ 300 m", "300 million dollars", "three hundred million", "300,000,000"]) assert.deepEqual(first(text), ["300 million"], text);
});

test("percentages are normalized", () => {
  for (const text of ["25%", "25 percent", "25 per cent", "a quarter"]) assert.deepEqual(first(text), ["25 per cent"], text);
  assert.deepEqual(first("30-40%"), ["30 to 40 per cent"]);
});

test("thousands separators are removed", () => {
  for (const text of ["24,000", "24 000", "24.000", "24k", "24 thousand", "twenty-four thousand"]) assert.equal(written(text).rest.trim(), "24000", text);
  assert.equal(written("5,000-6,000").rest, "5000 6000");
});

test("symbols and small numbers are not changed", () => {
  for (const text of ["S/2019/612", "S/RES/2396 (2017)", "60/288", "two women", "AF-5"]) assert.deepEqual(written(text), { rest: text, phrases: [] });
});

test("forms of a word have the same stem, and other words another", () => {
  for (const forms of ["repatriate repatriated repatriating repatriation", "radicalise radicalized radicalization", "fighter fighters fighting", "prosecute prosecutor prosecutions"]) {
    assert.equal(new Set(forms.split(" ").map(stem)).size, 1, forms);
  }
  for (const others of ["niger nigeria", "mali somalia", "iran iraq"]) assert.equal(new Set(others.split(" ").map(stem)).size, 2, others);
});

test("dates are normalized in all languages of the site", () => {
  for (const text of ["27 août 2019", "le 27 aout 2019", "27 de agosto de 2019", "27 августа 2019 года", "27 آب/أغسطس 2019", "٢٧ أغسطس ٢٠١٩", "2019年8月27日", "27. August 2019"]) assert.deepEqual(first(text), ["27 august 2019"], text);
  for (const text of ["1er mars 2019", "1 de marzo de 2019", "1 марта 2019 г."]) assert.deepEqual(first(text), ["1 march 2019"], text);
  for (const text of ["août 2019", "agosto de 2019", "в августе 2019", "август 2019", "2019年8月"]) assert.deepEqual(first(text), ["august 2019"], text);
  for (const text of ["Mars en 2019", "août", "5 août"]) assert.deepEqual(written(text), { rest: text, phrases: [] }, text);
});

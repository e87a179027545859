// Parsing queries.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";
import { site } from "./site.mjs";

const { read } = await load("query.js");
const SITE = await site();

const asked = (text, unfinished) => read(text, SITE, unfinished).terms.map(({ ways }) => ways[0][0]);
const named = (text) => read(text, SITE).named.map((number) => SITE.parts[number].page.title);

test("a query is split into words without stop words", () => {
  assert.deepEqual(asked("the fighters who returned"), ["fighters", "returned"]);
});

test("a name is one term, and the subject of a query without other words", () => {
  assert.deepEqual(named("Boko Haram"), ["Boko Haram"]);
  assert.deepEqual(asked("Boko Haram fighters"), ["boko haram", "fighters"]);
  assert.deepEqual(named("Boko Haram fighters"), []);
  assert.deepEqual(named("who is the head of Boko Haram"), ["Boko Haram"]);
  assert.deepEqual([named("who leads Boko Haram"), named("who led BH fighters")], [["Boko Haram"], []]);
});

test("a document symbol is found in longer forms", () => {
  for (const text of ["2396", "UN 2396", "document no. 2396 (2017)", "2396 of 2017", "press release 2396"]) {
    assert.deepEqual(named(text), ["Resolution 2396 (2017)"], text);
  }
  assert.deepEqual(named("2396 fighters"), []);
});

test("a query for the text of a document leads to it", () => {
  for (const text of ["official text of 2396", "where is the full text of resolution 2396 (2017)?"]) {
    assert.deepEqual(named(text), ["Resolution 2396 (2017)"], text);
  }
});

test("a query for a comparison leads to the page of comparisons", () => {
  for (const text of ["compare Niger and Nigeria", "West Africa versus Niger and Nigeria", "Nigeria compared with Niger"]) {
    assert.deepEqual(named(text), ["Compare"], text);
  }
  assert.deepEqual(named("fighters in Niger and Nigeria"), []);
});

test("a question that is a name of a page leads there", () => {
  assert.deepEqual(named("how sure is the number of fighters"), ["Compare"]);
  assert.deepEqual(named("fighters, and how sure"), []);
});

test("a name takes precedence over a phrase that overlaps it", () => {
  assert.deepEqual(asked("what of the next prison fighters"), ["next", "prison", "fighters"]);
});

test("a document symbol is found beside a foreign name of the organization", () => {
  assert.deepEqual(named("ООН 2396"), ["Resolution 2396 (2017)"]);
});

test("a Russian name is found in any grammatical case, without a correction", () => {
  assert.deepEqual(named("в Западной Африке"), ["West Africa"]);
  assert.deepEqual(read("Западной Африки", SITE).corrected, []);
});

test("a place name has no variants", () => {
  assert.deepEqual(read("Niger", SITE).terms[0].ways.map(([text]) => text), ["niger"]);
});

test("other forms and related words of a term have lower weights", () => {
  const { ways } = read("jails", SITE).terms[0];
  assert.deepEqual(ways, [["jails", 1], ["jail", 0.8, true], ["prison", 0.8, true]]);
  assert.deepEqual(read("prison", SITE).terms[0].ways, [["prison", 1], ["jail", 0.6, true], ["jails", 0.6, true]]);
  assert.deepEqual(read("lockup", SITE).terms[0].ways, [["lockup", 1], ["prison", 0.8, true], ["cell", 0.8, true]]);
  assert.deepEqual(read("fighter", SITE).terms[0].ways, [["fighter", 1], ["fighters", 0.7]]);
});

test("the words of a phrase are not corrected separately", () => {
  assert.deepEqual(asked("locked up fighters"), ["locked up", "fighters"]);
});

test("a small number also matches in words, and a share in digits", () => {
  assert.deepEqual(read("4 fighters", SITE).terms[0].ways.map(([text]) => text), ["4", "four"]);
  assert.deepEqual(asked("four per cent"), ["4 per cent"]);
  assert.deepEqual(asked("three quarters"), ["75 per cent"]);
});

test("an operative paragraph leads to its anchor, and an unknown one to the page", () => {
  const anchors = (text) => read(text, SITE).named.map((number) => SITE.parts[number].anchor);
  for (const text of ["Resolution 2396 (2017), paragraph 12", "2396 para. 11", "op12 of 2396"]) assert.deepEqual(anchors(text), ["paragraph-11"], text);
  assert.deepEqual(anchors("2396 paragraph 1"), [""]);
});

test("a misspelt word is corrected, and the correction is reported", () => {
  const { corrected, terms } = read("biometics", SITE);
  assert.deepEqual(corrected.map(({ typed, word }) => [typed, word]), [["biometics", "biometrics"]]);
  assert.equal(terms[0].ways[0][0], "biometrics");
});

test("a foreign word is translated, and the translation is reported", () => {
  for (const text of ["Gefängnisse", "тюрьмах", "السجون", "监狱"]) assert.deepEqual(asked(text), ["prison"], text);
  assert.deepEqual(read("Gefängnis", SITE).corrected, [{ typed: "Gefängnis", word: "prison" }]);
  assert.deepEqual(asked("Rückkehrer"), ["fighters", "returned"]);
  assert.deepEqual(read("Gefängniswärterin", SITE).unknown, ["Gefängniswärterin"], "a longer word is another");
});

test("foreign function words beside a foreign word are ignored", () => {
  assert.deepEqual(asked("fighters in der тюрьме"), ["fighters", "prison"]);
  assert.deepEqual(asked("的监狱 fighters"), ["prison", "fighters"]);
});

test("a foreign name is found with noun and adjective in either order", () => {
  assert.deepEqual(named("Afrique occidentale"), ["West Africa"]);
});

test("a list is named by its contents, beside which only page names are allowed", () => {
  SITE.names.set("list of fighters", SITE.names.get("boko haram"));
  assert.deepEqual(named("a list of all the West Africa fighters"), ["Boko Haram"]);
  assert.deepEqual(named("West Africa fighters"), []);
  assert.deepEqual(named("a list of all prison fighters"), []);
  SITE.names.delete("list of fighters");
});

test("several symbols name their documents in order", () => {
  SITE.names.set("1373", { ...SITE.names.get("2396"), to: [0] });
  assert.deepEqual(named("2396 and 1373"), ["Resolution 2396 (2017)", "West Africa"]);
  SITE.names.delete("1373");
});

test("a misspelt acronym is corrected if it is alone, and suggested beside other words", () => {
  SITE.acronyms.add("unitad");
  for (const text of ["UNTAD", "UNIATD", "UNITTAD"]) assert.deepEqual(read(text, SITE).corrected, [{ typed: text.toLowerCase(), word: "unitad" }], text);
  assert.deepEqual([read("UNTAD fighters", SITE).corrected, read("UNTAD fighters", SITE).acronyms], [[], ["unitad"]]);
  for (const text of ["UNCTAD", "UNIDO", "OHCHR"]) assert.deepEqual(read(text, SITE).acronyms, [], `${text} may be another`);
  SITE.acronyms.delete("unitad");
});

test("other acronyms are not corrected, and nothing is corrected to a short one", () => {
  for (const text of ["UNITAG", "UNHCR", "unhcr"]) assert.deepEqual([read(text, SITE).corrected, read(text, SITE).unknown], [[], [text]]);
});

test("an unknown word is reported, and the others are searched for", () => {
  assert.deepEqual(read("zeppelinist fighters", SITE).unknown, ["zeppelinist"]);
  assert.deepEqual(asked("zeppelinist fighters"), ["fighters"]);
});

test("a repeated word is searched for once", () => {
  assert.deepEqual(asked("prison prison fighters prison"), ["prison", "fighters"]);
});

test("dates and amounts are normalized to the form on pages", () => {
  assert.deepEqual(asked("fighters 18/6/2019"), ["fighters", "18 june 2019"]);
  assert.deepEqual(asked("$300m"), ["300 million"]);
  assert.deepEqual(asked("24k"), ["24000"]);
});

test("the last word of an unfinished query may be a prefix", () => {
  assert.deepEqual(read("prison figh", SITE, true).terms[1].ways.map(([text]) => text), ["figh", "fighters"]);
  assert.deepEqual(asked("prison fi", true), ["prison"]);
});

test("names are found in text without spaces", () => {
  const { names } = SITE;
  names.set("安理会", names.get("boko haram"));
  assert.deepEqual(asked("联合国安理会"), ["安理会"]);
  names.delete("安理会");
});

test("a phrase is found with other words in between", () => {
  const [ways] = read("took children back", SITE).terms.map(({ ways }) => ways.map(([text]) => text));
  assert.deepEqual(ways, ["took back", "take back", "returned"]);
});

test("a date alone leads to its events, and is a term beside other words", () => {
  const events = (text) => read(text, SITE).named.map((number) => SITE.parts[number].anchor);
  assert.deepEqual(events("18/6/2019"), ["event-launch"]);
  assert.deepEqual(events("what happened in June 2019"), ["event-launch"]);
  assert.deepEqual(events("fighters in June 2019"), []);
});

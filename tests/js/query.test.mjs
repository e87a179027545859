// What a query asks for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./paths.mjs";
import { site } from "./site.mjs";

const { read } = await load("query.js");
const SITE = await site();

const asked = (text, unfinished) => read(text, SITE, unfinished).terms.map(({ ways }) => ways[0][0]);
const named = (text) => read(text, SITE).named.map((number) => SITE.parts[number].page.title);

test("words are looked for one by one, without those that say nothing", () => {
  assert.deepEqual(asked("the fighters who returned"), ["fighters", "returned"]);
});

test("a name is looked for whole, and named if the query is nothing else", () => {
  assert.deepEqual(named("Boko Haram"), ["Boko Haram"]);
  assert.deepEqual(asked("Boko Haram fighters"), ["boko haram", "fighters"]);
  assert.deepEqual(named("Boko Haram fighters"), []);
  assert.deepEqual(named("who is the head of Boko Haram"), ["Boko Haram"]);
  assert.deepEqual([named("who leads Boko Haram"), named("who led BH fighters")], [["Boko Haram"], []]);
});

test("a symbol is found in whatever readers put around it", () => {
  for (const text of ["2396", "UN 2396", "document no. 2396 (2017)", "2396 of 2017", "press release 2396"]) {
    assert.deepEqual(named(text), ["Resolution 2396 (2017)"], text);
  }
  assert.deepEqual(named("2396 fighters"), []);
});

test("who asks for the text of a document is led to it", () => {
  for (const text of ["official text of 2396", "where is the full text of resolution 2396 (2017)?"]) {
    assert.deepEqual(named(text), ["Resolution 2396 (2017)"], text);
  }
});

test("who compares two things is led to the page that does", () => {
  for (const text of ["compare Niger and Nigeria", "West Africa versus Niger and Nigeria", "Nigeria compared with Niger"]) {
    assert.deepEqual(named(text), ["Compare"], text);
  }
  assert.deepEqual(named("fighters in Niger and Nigeria"), []);
});

test("a question that is a name of a page of the site leads there, whatever it is about", () => {
  assert.deepEqual(named("how sure is the number of fighters"), ["Compare"]);
  assert.deepEqual(named("fighters, and how sure"), []);
});

test("the second word of a saying that opens a name is left to the name", () => {
  assert.deepEqual(asked("what of the next prison fighters"), ["next", "prison", "fighters"]);
});

test("a symbol is found beside a name of another language for what readers put around it", () => {
  assert.deepEqual(named("ООН 2396"), ["Resolution 2396 (2017)"]);
});

test("a name in Russian is found in any case, and is not put right", () => {
  assert.deepEqual(named("в Западной Африке"), ["West Africa"]);
  assert.deepEqual(read("Западной Африки", SITE).corrected, []);
});

test("a place is matched as it stands", () => {
  assert.deepEqual(read("Niger", SITE).terms[0].ways.map(([text]) => text), ["niger"]);
});

test("a word is looked for in its other forms and in words of like meaning, which count less, but more where no page has the word", () => {
  const { ways } = read("jails", SITE).terms[0];
  assert.deepEqual(ways, [["jails", 1], ["jail", 0.8, true], ["prison", 0.8, true]]);
  assert.deepEqual(read("prison", SITE).terms[0].ways, [["prison", 1], ["jail", 0.6, true], ["jails", 0.6, true]]);
  assert.deepEqual(read("lockup", SITE).terms[0].ways, [["lockup", 1], ["prison", 0.8, true], ["cell", 0.8, true]]);
  assert.deepEqual(read("fighter", SITE).terms[0].ways, [["fighter", 1], ["fighters", 0.7]]);
});

test("the words of a saying are not put right one by one", () => {
  assert.deepEqual(asked("locked up fighters"), ["locked up", "fighters"]);
});

test("a small number is looked for in words too, and a share in digits", () => {
  assert.deepEqual(read("4 fighters", SITE).terms[0].ways.map(([text]) => text), ["4", "four"]);
  assert.deepEqual(asked("four per cent"), ["4 per cent"]);
  assert.deepEqual(asked("three quarters"), ["75 per cent"]);
});

test("an operative paragraph leads to where the page has it, and one that it lacks to the page", () => {
  const anchors = (text) => read(text, SITE).named.map((number) => SITE.parts[number].anchor);
  for (const text of ["Resolution 2396 (2017), paragraph 12", "2396 para. 11", "op12 of 2396"]) assert.deepEqual(anchors(text), ["paragraph-11"], text);
  assert.deepEqual(anchors("2396 paragraph 1"), [""]);
});

test("a misspelt word is put right and said to be", () => {
  const { corrected, terms } = read("biometics", SITE);
  assert.deepEqual(corrected.map(({ typed, word }) => [typed, word]), [["biometics", "biometrics"]]);
  assert.equal(terms[0].ways[0][0], "biometrics");
});

test("a word of another language is looked for in English, with an ending or an article too, and said to be", () => {
  for (const text of ["Gefängnisse", "тюрьмах", "السجون", "监狱"]) assert.deepEqual(asked(text), ["prison"], text);
  assert.deepEqual(read("Gefängnis", SITE).corrected, [{ typed: "Gefängnis", word: "prison" }]);
  assert.deepEqual(asked("Rückkehrer"), ["fighters", "returned"]);
  assert.deepEqual(read("Gefängniswärterin", SITE).unknown, ["Gefängniswärterin"], "a longer word is another");
});

test("words that join others say nothing beside a word of another language", () => {
  assert.deepEqual(asked("fighters in der тюрьме"), ["fighters", "prison"]);
  assert.deepEqual(asked("的监狱 fighters"), ["prison", "fighters"]);
});

test("a noun and its adjective give a name in either order, in words of another language", () => {
  assert.deepEqual(named("Afrique occidentale"), ["West Africa"]);
});

test("a list is named by its things, beside which only names of pages may stand", () => {
  SITE.names.set("list of fighters", SITE.names.get("boko haram"));
  assert.deepEqual(named("a list of all the West Africa fighters"), ["Boko Haram"]);
  assert.deepEqual(named("West Africa fighters"), []);
  assert.deepEqual(named("a list of all prison fighters"), []);
  SITE.names.delete("list of fighters");
});

test("several symbols name what has them, in their order", () => {
  SITE.names.set("1373", { ...SITE.names.get("2396"), to: [0] });
  assert.deepEqual(named("2396 and 1373"), ["Resolution 2396 (2017)", "West Africa"]);
  SITE.names.delete("1373");
});

test("an acronym in which a letter slipped is put right where it stands alone, and offered beside other words", () => {
  SITE.acronyms.add("unitad");
  for (const text of ["UNTAD", "UNIATD", "UNITTAD"]) assert.deepEqual(read(text, SITE).corrected, [{ typed: text.toLowerCase(), word: "unitad" }], text);
  assert.deepEqual([read("UNTAD fighters", SITE).corrected, read("UNTAD fighters", SITE).acronyms], [[], ["unitad"]]);
  for (const text of ["UNCTAD", "UNIDO", "OHCHR"]) assert.deepEqual(read(text, SITE).acronyms, [], `${text} may be another`);
  SITE.acronyms.delete("unitad");
});

test("no other acronym is put right, nor is anything into a short one", () => {
  for (const text of ["UNITAG", "UNHCR", "unhcr"]) assert.deepEqual([read(text, SITE).corrected, read(text, SITE).unknown], [[], [text]]);
});

test("a word that no page has is named, and the others are looked for", () => {
  assert.deepEqual(read("zeppelinist fighters", SITE).unknown, ["zeppelinist"]);
  assert.deepEqual(asked("zeppelinist fighters"), ["fighters"]);
});

test("a word said twice is looked for once", () => {
  assert.deepEqual(asked("prison prison fighters prison"), ["prison", "fighters"]);
});

test("a date and a sum are looked for as the pages write them", () => {
  assert.deepEqual(asked("fighters 18/6/2019"), ["fighters", "18 june 2019"]);
  assert.deepEqual(asked("$300m"), ["300 million"]);
  assert.deepEqual(asked("24k"), ["24000"]);
});

test("while a reader types, the last word may be the start of another", () => {
  assert.deepEqual(read("prison figh", SITE, true).terms[1].ways.map(([text]) => text), ["figh", "fighters"]);
  assert.deepEqual(asked("prison fi", true), ["prison"]);
});

test("names are found in a text without spaces", () => {
  const { names } = SITE;
  names.set("安理会", names.get("boko haram"));
  assert.deepEqual(asked("联合国安理会"), ["安理会"]);
  names.delete("安理会");
});

test("a saying is known when other words stand within it", () => {
  const [ways] = read("took children back", SITE).terms.map(({ ways }) => ways.map(([text]) => text));
  assert.deepEqual(ways, ["took back", "take back", "returned"]);
});

test("a day or a month alone leads to its events, and beside other words it is one of them", () => {
  const events = (text) => read(text, SITE).named.map((number) => SITE.parts[number].anchor);
  assert.deepEqual(events("18/6/2019"), ["event-launch"]);
  assert.deepEqual(events("what happened in June 2019"), ["event-launch"]);
  assert.deepEqual(events("fighters in June 2019"), []);
});

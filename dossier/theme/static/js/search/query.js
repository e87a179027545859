// Parses a query: the names in it, the words to search for, and the words that are misspelt or not on any page.
import { ONES, STOPWORDS, fold, numbersJoined, otherNumber, plain, written } from "./text.js";

const LONGEST_NAME = 8; // words
const LONGEST_SAYING = 3; // words in an everyday expression
const SPELLING = 5; // the shortest word that is corrected, in letters
const PREFIX = 3; // the shortest prefix of a word, in letters
const [FORM, ALIKE, STARTED] = [0.7, 0.6, 0.5]; // weights of another form of a word, a synonym, and a word that starts with it
const INSTEAD = 0.8; // weight of a synonym if no page has the word itself
const ORDINAL = /^\d+(st|nd|rd|th)$/;
export const SUBJECT = 2; // the rank from which a name is a subject of its page
export const ENTRY = 2; // the weight of a page with a subject or findings
const SMALL = /^([2-9]|1[0-2])$/; // numbers that are written in words
const YEAR = /^(19|20)\d\d$/;
const LISTING = /\b(list|all|every|complete)\b/i;
const COMPARISON = /\b(compar\p{L}+|versus|vs)\b.*\s(and|with|to|from|or|versus|vs|than)\s/iu;
const QUESTION = /^(how|what|which|who|whom|whose|why|when|where|can)$/;
const DEFINITION = /\b(mean|means|meaning|define|definition)\b/i;
const WHAT = /^what (is|are) /i;
const PARAGRAPH = /\b(?:operative )?(?:paragraphs?|paras?|op)\.? ?(\d{1,3})\b/i;
const OFFICE = new Set("head heads headed heading lead leads led leader chief boss charge command commands commanded director chair chairs chaired chairman chairperson".split(" ")); // words for offices in the fact card of a body
const AROUND = new Set( // words around a symbol that add nothing to it, like those that a site defines
  "official full original text texts document documents doc docs symbol no nr number press release report record pv meeting st nd rd th https http www org en the of".split(" "),
);

/**
 * Parse a query.
 * Returns `terms`, each with its `ways` (alternative texts with their weights), the parts that it names (`to`, `rank`), and its names on
 * the site (`shown`) or `absent`; `named`, the parts that the whole query names; `corrected` and `unknown` words; and `acronyms` like these.
 * @param unfinished whether the last word may be incomplete
 */
export function read(text, index, unfinished = false) {
  const [paragraph, number] = PARAGRAPH.exec(text) ?? [];
  const around = paragraph ? read(text.replace(paragraph, " "), index, unfinished) : { named: [] };
  if (around.named.length) return ofParagraph(around, number, index);
  const typed = tokens(numbersJoined(text), index);
  if (!typed.length) return { terms: [], named: [], corrected: [], acronyms: [], unknown: [] };
  const symbol = symbolAlone(typed, index);
  if (symbol) return ofSymbol(symbol, index);
  const whole = index.name(typed);
  const { rest, phrases } = whole ? { rest: text, phrases: [] } : written(text);
  const capitals = new Set(rest.match(/(?<![\p{L}\p{N}])[\p{Lu}\p{N}]{2,7}(?![\p{L}\p{N}])/gu)?.map(fold));
  const { words: parts, translated } = inEnglish(tokens(rest, index), index);
  const meant = translated.length ? symbolAlone(parts, index) : undefined;
  if (meant) return ofSymbol(meant, index);
  if (unfinished && parts.length > 1 && parts.at(-1).length < PREFIX && !index.names.has(parts.at(-1))) parts.pop();
  const kept = placesOfNames(parts, index);
  const isAlone = (at) => parts.every((word, other) => other === at || STOPWORDS.has(word) || !(index.knows(word) || index.alike(word).length));
  const asTyped = (word) => text.split(/\s+/).find((token) => fold(token) === word) ?? word;
  const words = parts.map((word, at) => (kept.has(at) ? { typed: word, word } : spelt(word, index, { acronym: capitals.has(word), alone: isAlone(at), unfinished: unfinished && at === parts.length - 1 })));
  putTogether(words, index);
  const said = words.filter(({ word, unknown }) => !unknown && !STOPWORDS.has(word));
  const spans = spansOf(words.map(({ word }) => word), said, index);
  const numbered = spans.some(isNumbered);
  const beside = spans.some(({ entry }) => entry);
  const terms = spans.flatMap((span) => {
    if (span.entry) return named(span, index, !namesAll(spans, said));
    const [{ word, unknown }] = span.words.map((word, at) => ({ ...words[span.at + at], word }));
    if (unknown || (numbered && index.around.has(word)) || (beside && isOfNamesAlone(word, index))) return [];
    if (span.words.length === 1 && STOPWORDS.has(word) && (said.length || phrases.length)) return [];
    return [{ ways: waysOf(span.words, index, unfinished && span.at === words.length - 1) }];
  });
  terms.push(...phrases.map((ways) => ({ ways: ways.map((way, nth) => [way, nth ? STARTED : 1]) })));
  return {
    terms: once(terms),
    named: phrases.length ? [...dated(phrases, spans, said, index), ...asked(text, spans, index)] : wholly(text, spans, said, index),
    corrected: [...translated.map(({ typed, word }) => ({ typed: asTyped(typed), word })), ...words.filter(({ word, typed }) => word !== typed)],
    acronyms: words.filter(({ unknown, typed }) => unknown && capitals.has(typed)).map(({ typed }) => index.acronym(typed)).filter(Boolean),
    unknown: [...words.filter(({ unknown }) => unknown).map(({ typed }) => asTyped(typed)), ...terms.flatMap(({ absent = [] }) => absent)],
  };
}

function ofSymbol(symbol, index) {
  return { terms: named(symbol, index), named: symbol.entry.to, corrected: [], acronyms: [], unknown: [] };
}

/** Turn a query for a page into one for an operative paragraph on it, if it has that paragraph. */
function ofParagraph(query, paragraph, index) {
  const isIt = ({ anchor, title }) => anchor.startsWith("paragraph-") && title.match(/\d+/g).includes(paragraph);
  const to = query.named.map((number) => index.parts[number].page.parts.find(isIt)?.number ?? number);
  return { ...query, named: to, terms: query.terms.map((term) => (term.to ? { ...term, to } : term)) };
}

/** The normalized words of a text; letters are separated from digits if that gives a name, or if together they are not a word. */
function tokens(text, index) {
  return text
    .split(/\s+/)
    .flatMap((token) => {
      const parts = fold(token).split(" ").filter(Boolean);
      return parts.length > 1 && !/\d/.test(token) && index.knows(parts.join("")) ? [parts.join("")] : parts;
    })
    .flatMap((part) => (/\p{Script=Han}/u.test(part) ? unspaced(part, index) : part))
    .flatMap((part) => {
      const parts = part.match(/\d+|\D+/g);
      const isName = index.names.has(parts.join(" ")) || (ORDINAL.test(part) && index.names.has(parts[0]));
      return parts.length > 1 && (isName || !index.knows(part)) ? parts : part;
    });
}

/** Translate foreign words into English, except within names; also returns what was `translated`. */
function inEnglish(words, index) {
  const translated = [];
  const english = spansOf(words, words, index).flatMap(({ entry, words: own }) => (entry ? own : own.flatMap((word) => {
    const meant = isEnglish(word, index) ? undefined : index.translated(word);
    if (meant) translated.push({ typed: word, word: meant });
    return meant === undefined ? word : fold(meant).split(" ").filter(Boolean);
  })));
  return { words: translated.length ? inOrderOfNames(english.filter((word) => index.meanings.get(word) !== ""), index) : english, translated };
}

/** Swap pairs of words that are a name in the opposite order, such as a noun and its adjective. */
function inOrderOfNames(words, index) {
  return words.reduce((before, word) => {
    const last = before.at(-1);
    const turned = last && !index.name([last, word]) && index.name([word, last]);
    return turned ? [...before.slice(0, -1), word, last] : [...before, word];
  }, []);
}

function isEnglish(word, index) {
  return STOPWORDS.has(word) || /\d/.test(word) || index.has(word) || (!index.meanings.has(word) && (index.forms(word).length || index.alike(word).length));
}

/** Find names in text written without spaces, the longest first; the rest is ignored. */
function unspaced(text, index) {
  const isKnown = (part) => index.names.has(part) || index.meanings.has(part);
  if (index.knows(text)) return [text];
  for (let length = text.length - 1; length > 1; length--) {
    for (let at = 0; at + length <= text.length; at++) {
      const name = text.slice(at, at + length);
      if (isKnown(name)) return [...unspaced(text.slice(0, at), index), name, ...unspaced(text.slice(at + length), index)].filter(isKnown);
    }
  }
  return text ? [text] : [];
}

/** The word to search for, spelling corrected. An acronym in capitals is corrected only if it stands alone and has one slip. */
function spelt(typed, index, { acronym, alone, unfinished }) {
  const known = { typed, word: typed };
  if (STOPWORDS.has(typed) || index.knows(typed) || index.alike(typed).length || (SMALL.test(typed) && index.has(ONES[typed]))) return known;
  const lettered = !/\d/.test(typed);
  const started = typed.length >= PREFIX && lettered && index.startingWith(typed).some((word) => index.has(word));
  if ((started && unfinished) || index.forms(typed).length) return known;
  const word = acronym ? alone && index.acronym(typed) : typed.length >= SPELLING && lettered && index.nearest(typed);
  if (word) return { typed, word };
  return { ...known, unknown: !started };
}

/** The positions of words that belong to a name or an everyday expression, and are not corrected. */
function placesOfNames(words, index) {
  const places = new Set();
  for (const from of words.keys()) {
    for (let to = from + 1; to <= from + LONGEST_SAYING; to++) {
      const some = words.slice(from, to);
      if (index.everyday.has(some.join(" ")) || index.name(some)) for (let at = from; at < to; at++) places.add(at);
    }
  }
  return places;
}

/** Rejoin a separated expression: "took children back" becomes "took back children". */
function putTogether(words, index) {
  for (const [at, { word }] of words.entries()) {
    const end = [2, 3].map((far) => at + far).find((end) => words[end] && index.everyday.has(`${word} ${words[end].word}`) && !opensName(words, end, index));
    if (end && !index.everyday.has(`${word} ${words[at + 1].word}`)) words.splice(at + 1, 0, ...words.splice(end, 1));
  }
}

/** Whether a word is the first of a two-word name: "next" in "the next report". */
function opensName(words, at, index) {
  return words[at + 1] && index.name([words[at].word, words[at + 1].word]);
}

/** Split a query into the longest names and expressions, and single words. A stop word is a name only if nothing else is in the query. */
function spansOf(words, said, index) {
  const spans = [];
  for (let at = 0; at < words.length; ) {
    const span = spanAt(words, at, said, index);
    spans.push(span);
    at += span.words.length;
  }
  return spans;
}

function spanAt(words, at, said, index) {
  for (let length = Math.min(LONGEST_NAME, words.length - at); length > 0; length--) {
    const part = words.slice(at, at + length);
    const entry = said.length && part.every((word) => STOPWORDS.has(word)) ? undefined : index.name(part) ?? (isAll(part, words) ? renamed(part, index) : undefined);
    if (entry) return { at, words: part, entry };
    if (length > 1 && length <= LONGEST_SAYING && index.everyday.has(part.join(" "))) return { at, words: part };
  }
  return { at, words: [words[at]] };
}

/** Whether some words are the whole query, apart from stop words. */
function isAll(part, words) {
  return words.every((word) => part.includes(word) || STOPWORDS.has(word));
}

/** The name that some words form once the name at their start is replaced with the one used on the pages. */
function renamed(words, index) {
  for (let length = words.length - 1; length > 0; length--) {
    const entry = index.name(words.slice(0, length));
    if (entry?.text && entry.rank < SUBJECT) return index.name([...plain(entry.text).split(" "), ...words.slice(length)]);
  }
  return undefined;
}

/** Whether a word occurs only in names, like a foreign word; next to a name it adds nothing. */
function isOfNamesAlone(word, index) {
  return index.knows(word) && !index.has(word) && !index.forms(word).length && !index.alike(word).length;
}

function isNumbered({ entry, words }) {
  return entry && words.some((word) => /\d/.test(word)) && !(words.length === 1 && YEAR.test(words[0]));
}

/** The only name with a number in a query that otherwise has just its year and words around a symbol. */
function symbolAlone(words, index) {
  const spans = spansOf(words, words, index);
  const entries = spans.filter(({ entry, words: [first] }) => entry && /\d/.test(first)); // a number that may be a year counts if there is no other
  const numbered = spans.some(isNumbered) ? spans.filter(isNumbered) : entries;
  if (numbered.length !== 1) return undefined;
  const others = spans.filter((span) => span !== numbered[0]).flatMap(({ words: own, entry }) => (entry?.text ? plain(entry.text).split(" ") : own));
  return others.every((word) => AROUND.has(word) || STOPWORDS.has(word) || index.around.has(word) || YEAR.test(word)) ? numbered[0] : undefined;
}

/** The events on a date, if it is the whole query or next to the name of the page of events. */
function dated([[date]], spans, said, index) {
  const events = index.dates.get(date) ?? [];
  const pages = events.map((number) => index.parts[number].page);
  const names = namesAll(spans, said) ? spans.find(({ entry }) => entry).entry.to : [];
  return !said.length || names.some((number) => pages.includes(index.parts[number].page)) ? events : [];
}

/** What the whole query names: one thing, several documents by symbol, a page of the site, or a list. */
function wholly(text, spans, said, index) {
  if (namesAll(spans, said)) return ofName(text, spans.find(({ entry }) => entry), index);
  const symbols = spans.filter(isNumbered);
  const inSymbols = ({ word }) => index.around.has(word) || symbols.some(({ words }) => words.includes(word));
  if (symbols.length > 1 && said.every(inSymbols)) return symbols.map(({ entry }) => entry.to[0]);
  const things = [...defined(text, spans, said, index), ...asked(text, spans, index)];
  return !things.length && LISTING.test(text) ? listed(spans, said, index) : things;
}

/** The term whose meaning a query asks for, with at most one other word: "meaning of the corroborated label". */
function defined(text, spans, said, index) {
  const terms = spans.flatMap(({ words }) => termsNamed(words, index).map((number) => ({ number, words })));
  const others = terms.length === 1 && said.filter(({ word }) => !terms[0].words.includes(word) && !DEFINITION.test(word));
  return others && others.length < 2 && DEFINITION.test(text) ? [terms[0].number] : [];
}

/** The page of the site that a query asks for: the comparison, or one whose name is a question. */
function asked(text, spans, index) {
  const entry = COMPARISON.test(text) ? index.name(["compare"]) : asking(spans);
  return entry && index.parts[entry.to[0]].page.weight < ENTRY ? entry.to : [];
}

/** The question at the start of a query that is the name of a page, followed by its subject: "how sure is the number of fighters". */
function asking([{ words, entry } = { words: [] }]) {
  return words.length > 1 && QUESTION.test(words[0]) ? entry : undefined;
}

/** The list that a query asks for, with nothing else but names of pages: "a list of all the reports of the Council". */
function listed(spans, said, index) {
  const isPage = (word) => spans.some(({ entry, words }) => entry?.rank < SUBJECT && words.includes(word));
  const [things, ...others] = said.map(({ word }) => word).filter((word) => !isPage(word));
  const entry = things && !others.length && (index.name(["list", "of", things]) ?? index.name(["all", things]));
  return entry ? entry.to : [];
}

/** The targets of a name; if the query asks for a meaning, or what a subject of a page is, the explanation comes first. */
function ofName(text, { words, entry }, index) {
  const defined = DEFINITION.test(text) || (entry.rank >= SUBJECT && WHAT.test(text));
  return defined ? [...termsNamed(words, index), ...entry.to] : entry.to;
}

/** The terms with a name, in the singular or plural. */
function termsNamed(words, index) {
  const names = [words, [...words.slice(0, -1), otherNumber(words.at(-1))]].map((some) => some.join(" "));
  return names.flatMap((name) => index.names.get(name)?.to ?? []).filter((number) => index.parts[number].sort === "term");
}

function namesAll(spans, said) {
  const entries = spans.filter(({ entry }) => entry);
  return entries.length === 1 && said.every(({ word }) => entries[0].words.includes(word) || (entries[0].entry.rank < SUBJECT && OFFICE.has(word)));
}

/** A name is searched for as the pages write it and as typed; by its words if no text has it, or if it is a subject with other words. */
function named({ words, entry }, index, beside = false) {
  const text = plain(entry.text);
  const ways = [...(text ? [[text, 1]] : []), ...waysOf(words, index)];
  const { to, rank } = entry;
  const instead = rank < SUBJECT ? "" : entry.text;
  const absent = instead && !index.having(words.join(" ")).size && !index.item(entry.name) ? [entry.name] : [];
  const said = words.filter((word) => !STOPWORDS.has(word));
  const apart = beside && rank >= SUBJECT && said.every((word) => index.has(word));
  if (said.length < 2 || (!apart && ways.some(([way]) => index.having(way).size))) return [{ to, rank, ways, absent, shown: [...(absent.length ? [] : [entry.name]), ...(instead ? [instead] : [])] }];
  return said.map((word) => ({ to, rank, portion: 1 / said.length, ways: waysOf([word], index) }));
}

/** Alternatives for consecutive words: as they are, in other forms, and as synonyms. */
function waysOf(words, index, unfinished = false) {
  const text = words.join(" ");
  const forms = words.length > 1 ? [] : index.forms(text);
  const alike = [text, ...forms].flatMap((word) => index.alike(word));
  const started = words.length === 1 && text.length >= PREFIX && !/\d/.test(text) && (unfinished || !(index.has(text) || forms.length)) ? index.startingWith(text) : [];
  const share = index.has(text) || forms.length ? ALIKE : INSTEAD;
  const same = [[text, 1], ...forms.map((word) => [word, FORM]), ...(SMALL.test(text) ? [[ONES[text], share]] : [])];
  const ways = [...same, ...alike.map((word) => [word, share, true]), ...started.map((word) => [word, STARTED])];
  return ways.filter(([word], at) => ways.findIndex(([other]) => other === word) === at);
}

function once(terms) {
  const seen = new Set();
  return terms.filter(({ ways: [[text] = [""]] }) => !seen.has(text) && seen.add(text));
}

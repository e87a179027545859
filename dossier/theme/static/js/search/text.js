// Normalizes words, numbers and dates, so that those on the pages match those that readers type in other forms.

const APOSTROPHES = /(?<![\p{L}\p{N}])[dl]['’](?=\p{L})|['’]s(?![\p{L}\p{N}])|['’‘ʼʾʿ`´]/giu; // with the elided article or the genitive

/** A text in lower case, without diacritics and apostrophes, with Arabic digits as 0 to 9 and spaces for all other characters. */
export function fold(text) {
  const plain = text.replace(APOSTROPHES, "").toLowerCase();
  if (/^[\x00-\x7f‐-‧]*$/.test(plain)) return plain.replace(/[^a-z0-9]+/g, " ").trim();
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(APOSTROPHES, "")
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Stop words. */
export const STOPWORDS = new Set(
  ("a about after all also am an and any are as at be been being but by can could did do does for from had has have he her his how i if in into " +
    "is it its many me more most much my no not of on or our out over s she should so some still such than that the their them then there against " +
    "among although cannot cant dont doesnt didnt isnt arent wasnt wont couldnt hasnt havent never neither nor both each either else enough " +
    "further however instead itself itll lot lots may might must otherwise own perhaps quite rather same shall someone somehow somebody therefore " +
    "thing things though through thus together too toward towards try tries trying tried unless very via whether within yes site website webpage " +
    "your yours off away upon onto one making letting having give gives want whats whos wheres hows anyone anybody everyone everything nothing " +
    "nobody going gonna able unable go these they this those to under up us was we were what when where which who whom whose why will with would " +
    "you now today currently nowadays before between during without while because since until yet ever just like really actually anything " +
    "something said say saying says tell told mean means happen happened happens list explain define definition describe overview information " +
    "info please find show read see look make makes made let deal deals dealt doing get gets getting got become becomes becoming put puts putting " +
    "keep keeps keeping use uses using people person role supposed exactly stuff kind sort everybody ones till etc eg hello thanks learn somewhere " +
    "anywhere here theyre youre im ive id lets le la les de des du el los las del y et au aux en dans pour por para une al sur se every в на и с по " +
    "из для о об от في من على عن مع الى republic federal democratic socialist kingdom").split(" "),
);

const ALIKE = ["aeiouy", "ckq", "csz", "gj", "dt", "bp", "fv", "vw", "uw"]; // letters that are confused with one another
export const SLIP = 0.5; // the edit cost of these, and of a doubled letter

/**
 * The edit distance between two words, or more than `limit`. A swap of adjacent letters counts as one edit; similar letters and
 * doubled letters count half.
 */
export function distance(one, other, limit) {
  const [a, b] = [one, other].map((word) => word.replace("ph", "f").replace("ou", "w"));
  if (Math.abs(a.length - b.length) > limit / SLIP) return limit + 1;
  let before = [];
  let last = [0];
  for (let j = 1; j <= b.length; j++) last[j] = last[j - 1] + single(b, j - 1);
  for (let i = 1; i <= a.length; i++) {
    const row = [last[0] + single(a, i - 1)];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1] + single(b, j - 1), last[j] + single(a, i - 1), last[j - 1] + between(a[i - 1], b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

function single(word, index) {
  return word[index] === word[index - 1] ? SLIP : 1;
}

function between(a, b) {
  if (a === b) return 0;
  return ALIKE.some((letters) => letters.includes(a) && letters.includes(b)) ? SLIP : 1;
}

/** The plural of a singular word or the reverse, by the simplest rules of English. */
export function otherNumber(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/[^suia]s$/.test(word)) return word.slice(0, -1);
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A text without thousands separators: "40000" for "40,000". */
export function numbersJoined(text) {
  return text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
}

/** A text as the index compares it: normalized, with numbers without commas. */
export function plain(text) {
  return fold(numbersJoined(text));
}

const ENDINGS = [/(?:ationally|ations?|ators?|ative|ating|ated|ates?|itions?|ingly|edly|ing|ied|ed|ism|ion|ly|e|y)$/, /(?:ment|ness|ist|ful|ive|able|ible|or|er|ial|al)$/];
const LEFT = [4, 5]; // the fewest letters left of a word

/** The approximate stem of an English word; short or foreign words are unchanged. */
export function stem(word) {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  const root = word
    .replace(/is(?=(?:ation|ed|es?|ing)$|ations$)/, "iz")
    .replace(/ies$/, "y")
    .replace(/([^suia])s$/, "$1");
  const shorter = ENDINGS.map((endings, nth) => [root.replace(endings, ""), LEFT[nth]]).find(([left, least]) => left !== root && left.length >= least);
  return (shorter?.[0].replace(/e$/, "") ?? root.replace(/[ey]$/, "")).replace(/([bdfgklmnprt])\1$/, "$1");
}

const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)\\.?`;
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "((?:19|20)\\d\\d)";
export const ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const NUMBER = `(?:${[...ONES, ...TENS].join("|")})`;
const SHARE = new RegExp(`\\b(?:${ONES.join("|")})(?= ?(?:%|per ?cent\\b))`, "gi");
const IN_WORDS = new RegExp(`\\b${NUMBER}(?:[ -](?:${NUMBER.slice(3, -1)}|hundred|thousand|and(?= ${NUMBER})))*(?=[ -]|$)`, "gi");

const DATES = [
  [new RegExp(`\\b${YEAR}-(\\d{1,2})-(\\d{1,2})\\b`, "gi"), (year, month, day) => [day, month, year]],
  [new RegExp(`\\b(\\d{1,2})[/.](\\d{1,2})[/.]${YEAR}\\b`, "gi"), (day, month, year) => (month > 12 ? [month, day, year] : [day, month, year])],
  [new RegExp(`\\b${DAY} (?:of )?${MONTH},? ${YEAR}\\b`, "gi"), (day, month, year) => [day, month, year]],
  [new RegExp(`\\b${MONTH} ${DAY},? ${YEAR}\\b`, "gi"), (month, day, year) => [day, month, year]],
  [new RegExp(`\\b${MONTH},? ${YEAR}\\b`, "gi"), (month, year) => ["", month, year]],
  [new RegExp(`\\b${YEAR}-(\\d\\d)\\b(?!-)`, "gi"), (year, month) => ["", month, year]],
  [new RegExp(`${YEAR} ?年 ?(\\d{1,2}) ?月(?: ?(\\d{1,2}) ?[日号])?`, "g"), (year, month, day) => [day, month, year]],
];

const OTHER_LANGUAGES = ["ar", "ar-SY", "de", "es", "fr", "ru"]; // Arabic has two sets of names of months
let elsewhere;

/** The names of months in other languages, alone and after a day, as written and as readers may type them, with their English names. */
function monthsElsewhere() {
  const named = OTHER_LANGUAGES.flatMap((language) => [{}, { day: "numeric" }].flatMap((options) => {
    const format = new Intl.DateTimeFormat(language, { ...options, month: "long", timeZone: "UTC" });
    return MONTHS.map((english, month) => [format.formatToParts(Date.UTC(2019, month, 1)).find(({ type }) => type === "month").value, english]);
  }));
  return new Map(named.flatMap(([name, english]) => [[name.toLowerCase(), english], [fold(name), english], [fold(name).replace(/[ая]$/, "е"), english]])); // the last as in "в августе"
}

/** A text with dates in other languages as in English: "27 august 2019" for "27 de agosto de 2019". */
function datesInEnglish(text) {
  const western = text.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
  if (!new RegExp(YEAR).test(western)) return western;
  elsewhere ??= monthsElsewhere();
  const names = [...elsewhere.keys()].join("|");
  const dates = new RegExp(`(?:(\\d{1,2})(?:er|º|\\.)? (?:de )?)?(?<![\\p{L}\\p{M}])(${names})(?:/\\p{L}+)?,? (?:del? )?${YEAR}(?: года?(?!\\p{L}))?`, "giu");
  return western.replace(dates, (_, day = "", name, year) => `${day} ${elsewhere.get(name.toLowerCase())} ${year}`.trim());
}

/**
 * Extract dates, amounts and proportions from a text.
 * Returns the `rest` of the text, and the ways to write each phrase, best first.
 */
export function written(text) {
  const phrases = [];
  const take = (...ways) => phrases.push(ways) && " ";
  let rest = datesInEnglish(text);
  for (const [pattern, order] of DATES) {
    rest = rest.replace(pattern, (whole, ...groups) => {
      const [day, month, year] = order(...groups.slice(0, pattern.source.match(/\((?!\?)/g).length));
      const name = MONTHS[month - 1] ?? MONTHS.find((known) => known.startsWith(month.toLowerCase().slice(0, 3)));
      if (!name) return whole;
      const monthly = `${name} ${year}`;
      return day ? take(`${Number(day)} ${monthly}`, monthly) : take(monthly);
    });
  }
  rest = digits(rest.replace(/\b(early|mid|late)[ -]((?:19|20)\d\d)\b/gi, (_, part, year) => take(`${part.toLowerCase()} ${year}`)))
    .replace(/(\d+)000000\b/g, "$1 million")
    .replace(/(\d) ?(?:m|mn|mln|mio|million)\b/gi, "$1 million")
    .replace(/(\d) ?(?:bn|billion)\b/gi, "$1 billion");
  rest = rest.replace(/(?:us)?\$? ?(\d+(?:\.\d+)?) (million|billion)(?: dollars)?/gi, (_, amount, unit) => take(`${amount} ${unit.toLowerCase()}`));
  rest = rest.replace(/\b(a half|(?:a|one) quarter|three[ -]quarters)\b/gi, (share) => ({ half: "50%", quarter: "25%", quarters: "75%" })[share.toLowerCase().split(/[ -]/)[1]]);
  rest = rest.replace(/(\d+) (?:to )?(\d+) ?(?:%|per ?cent\b)/gi, (_, from, to) => take(`${from} to ${to} per cent`, `${to} per cent`));
  return { rest: rest.replace(/(\d+) ?(?:%|per ?cent\b)/gi, (_, share) => take(`${share} per cent`, share)), phrases };
}

/** Write numbers in digits, without thousands separators: "24000" for "24 000", "24.000", "24k" and "24 thousand". */
function digits(text) {
  return text
    .replace(SHARE, (number) => String(ONES.indexOf(number.toLowerCase())))
    .replace(IN_WORDS, (words) => value(words) ?? words)
    .replace(/(\d) thousand\b/gi, "$1k")
    .replace(/(?<![\d/.])(\d{1,3})[ ,.\u00a0\u202f](?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d)k\b/gi, "$1000")
    .replace(/(\d)[-–](?=\d)/g, "$1 ");
}

/** Write a number in words as digits; small ones stay in words. */
function value(words) {
  let [sum, last] = [0, 0];
  for (const word of words.toLowerCase().split(/[ -]/)) {
    if (word === "hundred") last *= 100;
    else if (word === "thousand") [sum, last] = [sum + last * 1000, 0];
    else last += Math.max(0, ONES.indexOf(word)) + 10 * (TENS.indexOf(word) + 2) * TENS.includes(word);
  }
  return sum + last > 12 ? String(sum + last) : undefined;
}

// How words are compared: those of the pages with those that readers type.

const APOSTROPHES = /['’‘ʼʾʿ`´]/g;

/** A text in small letters, without diacritics and apostrophes, its Arabic digits as 0 to 9; all else that is no letter or digit is a space. */
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

/** Words that say nothing by themselves. */
export const STOPWORDS = new Set(
  ("a about after all also am an and any are as at be been being but by can could did do does for from had has have he her his how i if in into is " +
    "it its many me more most much my no not of on or our out over s she should so some still such than that the their them then there " +
    "these they this those to under up us was we were what when where which who whom whose why will with would you " +
    "before between during without while because since until yet ever just like really actually anything something there said say saying says tell told mean " +
    "means happen happened happens list explain define definition describe overview information info please find show read see look make makes made let deal deals dealt do doing get gets getting got become becomes becoming put puts putting keep keeps use uses used using people person " +
    "le la les de des du el los las del y et au aux en dans pour por para une sur se").split(" "),
);

const ALIKE = ["aeiouy", "ckq", "csz", "gj", "dt", "bp", "fv", "vw"]; // letters that are taken for one another
const SLIP = 0.5; // what one of them counts, and a letter that is doubled or not

/**
 * How many letters lie between two words, or more than `limit`. Swapped neighbours count as one letter; letters that sound alike
 * and letters that are doubled count half.
 */
export function distance(a, b, limit) {
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

/** A word in its other number, by the plainest rules of English. */
export function otherNumber(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/[^suia]s$/.test(word)) return word.slice(0, -1);
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A text with the thousands of its numbers together: "40000" for "40,000". */
export function numbersJoined(text) {
  return text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
}

const ENDINGS = [/(?:ationally|ations?|ators?|ative|ating|ated|ates?|itions?|ingly|edly|ing|ied|ed|ism|ion|ly|e|y)$/, /(?:ment|ness|ist|ful|ive|able|ible|or|er|ial|al)$/];
const LEFT = [4, 5]; // letters that are left of a word at least

/** What the forms of an English word have in common, roughly; words that are short or not English stay. */
export function stem(word) {
  if (!/^[a-z]{5,}$/.test(word)) return word;
  const root = word
    .replace(/is(?=(?:ation|ed|es?|ing)$|ations$)/, "iz")
    .replace(/ies$/, "y")
    .replace(/([^suia])s$/, "$1");
  const shorter = ENDINGS.map((endings, nth) => [root.replace(endings, ""), LEFT[nth]]).find(([left, least]) => left !== root && left.length >= least);
  return (shorter?.[0] ?? root.replace(/[ey]$/, "")).replace(/([bdfgklmnprt])\1$/, "$1");
}

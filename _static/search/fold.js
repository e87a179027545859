// How words are compared. The lexicon is written with the same folding (dossier/search/lexicon.py).

/** A text in small letters, without diacritics and apostrophes; all else that is no letter or digit is a space. */
export function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|['’‘ʼʾʿ`´]/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Words that say nothing by themselves. */
export const STOPWORDS = new Set(
  ("a about after all also am an and any are as at be been being but by can could did do does for from had has have he her his how i if in into is " +
    "it its many me more most much my no not of on or our out over s she should so some still such than that the their them then there " +
    "these they this those to under up us was we were what when where which who whom whose why will with would you").split(" "),
);

/** How many letters lie between two words (swapped neighbours count as one), or more than `limit`. */
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

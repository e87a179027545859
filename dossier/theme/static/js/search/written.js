// Numbers, sums, shares and dates in whatever way a reader writes them, as the pages do.

const MONTHS = "january february march april may june july august september october november december".split(" ");
const MONTH = `(${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|sept)\\.?`;
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";
const YEAR = "((?:19|20)\\d\\d)";
const ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const NUMBER = `(?:${[...ONES, ...TENS].join("|")})`;
const IN_WORDS = new RegExp(`\\b${NUMBER}(?:[ -](?:${NUMBER.slice(3, -1)}|hundred|thousand|and(?= ${NUMBER})))*(?=[ -]|$)`, "gi");

const DATES = [
  [new RegExp(`\\b${YEAR}-(\\d{1,2})-(\\d{1,2})\\b`, "gi"), (year, month, day) => [day, month, year]],
  [new RegExp(`\\b(\\d{1,2})[/.](\\d{1,2})[/.]${YEAR}\\b`, "gi"), (day, month, year) => (month > 12 ? [month, day, year] : [day, month, year])],
  [new RegExp(`\\b${DAY} (?:of )?${MONTH},? ${YEAR}\\b`, "gi"), (day, month, year) => [day, month, year]],
  [new RegExp(`\\b${MONTH} ${DAY},? ${YEAR}\\b`, "gi"), (month, day, year) => [day, month, year]],
  [new RegExp(`\\b${MONTH},? ${YEAR}\\b`, "gi"), (month, year) => ["", month, year]],
  [new RegExp(`\\b${YEAR}-(\\d\\d)\\b(?!-)`, "gi"), (year, month) => ["", month, year]],
];

/**
 * The dates, sums and shares in a text, and the rest of it.
 * Gives `rest`, and of each phrase its ways of writing, the best first.
 */
export function written(text) {
  const phrases = [];
  const take = (...ways) => phrases.push(ways) && " ";
  let rest = text;
  for (const [pattern, order] of DATES) {
    rest = rest.replace(pattern, (whole, ...groups) => {
      const [day, month, year] = order(...groups.slice(0, pattern.source.match(/\((?!\?)/g).length));
      const name = MONTHS[month - 1] ?? MONTHS.find((known) => known.startsWith(month.toLowerCase().slice(0, 3)));
      if (!name) return whole;
      const monthly = `${name} ${year}`;
      return day ? take(`${Number(day)} ${monthly}`, monthly) : take(monthly);
    });
  }
  rest = digits(rest)
    .replace(/(\d+)000000\b/g, "$1 million")
    .replace(/(\d) ?(?:m|mn|mln|million)\b/gi, "$1 million")
    .replace(/(\d) ?(?:bn|billion)\b/gi, "$1 billion");
  rest = rest.replace(/(?:us)?\$? ?(\d+(?:\.\d+)?) (million|billion)(?: dollars)?/gi, (_, amount, unit) => take(`${amount} ${unit.toLowerCase()}`));
  rest = rest.replace(/\b(?:a|one) (quarter|third|half)\b/gi, (whole, share) => ({ quarter: "25%", half: "50%" })[share.toLowerCase()] ?? whole);
  rest = rest.replace(/(\d+) (?:to )?(\d+) ?(?:%|per ?cent\b)/gi, (_, from, to) => take(`${from} to ${to} per cent`, `${to} per cent`));
  return { rest: rest.replace(/(\d+) ?(?:%|per ?cent\b)/gi, (_, share) => take(`${share} per cent`, share)), phrases };
}

/** Numbers in digits, without marks between their thousands: "24000" for "24 000", "24.000", "24k" and "24 thousand". */
function digits(text) {
  return text
    .replace(IN_WORDS, (words) => value(words) ?? words)
    .replace(/(\d) thousand\b/gi, "$1k")
    .replace(/(?<![\d/.])(\d{1,3})[ ,.\u00a0\u202f](?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
    .replace(/(\d)k\b/gi, "$1000")
    .replace(/(\d)[-–](?=\d)/g, "$1 ");
}

/** A number in words, as digits; small ones stay words. */
function value(words) {
  let [sum, last] = [0, 0];
  for (const word of words.toLowerCase().split(/[ -]/)) {
    if (word === "hundred") last *= 100;
    else if (word === "thousand") [sum, last] = [sum + last * 1000, 0];
    else last += Math.max(0, ONES.indexOf(word)) + 10 * (TENS.indexOf(word) + 2) * TENS.includes(word);
  }
  return sum + last > 12 ? String(sum + last) : undefined;
}

// The search index of a small site.
import { load } from "./paths.mjs";

const SORTS = ["lead", "section", "finding", "passage", "term", "event", "source"];
const FACETS = [
  ["kind", "Kind", [["actor", "Actor"], ["contributing", "Contributing"], ["region", "Region"], ["resolution", "Resolution"]]],
  ["support", "Support", [["corroborated", "Corroborated"], ["single-source", "Single source"]]],
  ["region", "Region", [["west-africa", "West Africa"]]],
];
const PAGES = [
  ["regions/west-africa.html", "West Africa", 2, 0, [2, 6]],
  ["actors/boko-haram.html", "Boko Haram", 2, 0, [0]],
  ["resolutions/2396.html", "Resolution 2396 (2017)", 2, 0, [3]],
  ["contributing/add.html", "Add a finding", 0, 1, [1]],
  ["data/timeline.html", "Timeline", 0, 0, [0]],
  ["data/compare.html", "Compare", 0, 0, [0]],
  ["languages/ru.html", "Девятый доклад", 0, "ru", [0]],
  ["languages/zh.html", "第九次报告", 0, "zh", [0]],
];
const PARTS = [
  [
    [0, "", "West Africa", "Recruitment rose in the region, in four States.", ""],
    [2, "strength", "", "About 4,000 fighters stood around Lake Chad, in Nigeria.", "Lake Chad Basin", [4, 6]],
    [2, "niger", "", "Most attacks took place in Niger; some fighters went to prison.", "", [5, 6]],
  ],
  [
    [0, "", "Boko Haram", "A group in Nigeria, from which others broke away.", ""],
    [1, "screening", "Screening", "Those who returned to Niger were screened.", ""],
  ],
  [
    [0, "", "Resolution 2396 (2017)", "It concerns fighters who returned, and biometrics.", "UNITAD $300 million by 18 June 2019 24,000"],
    [1, "paragraph-11", "Operative paragraphs 11 and 12", "Decided that airlines shall give data.", ""],
  ],
  [
    [0, "", "Add a finding", "How a finding is written, with examples on fighters.", ""],
  ],
  [
    [0, "", "Timeline", "What happened.", ""],
    [5, "event-launch", "18 June 2019: A strategy is launched", "It was launched in New York.", ""],
  ],
  [
    [0, "", "Compare", "Two of a kind side by side.", ""],
  ],
  [[0, "", "Девятый доклад", "", "Основные выводы Niger"]],
  [[0, "", "第九次报告", "", "主要结论"]],
];
const NAMES = [
  [[0], 0, "", "West Africa"],
  [[3], 0, "", "Boko Haram"],
  [[5], 0, "2396", "2396|Resolution 2396 (2017)|2396 (2017)"],
  [[7], 0, "", "Add a finding"],
  [[3], 2, "", "BH"],
  [[1], 2, "Lake Chad, in Nigeria", "LCN"],
  [[10], 0, "", "Compare"],
  [[8], 2, "", "second report"],
  [[10], 2, "", "how sure|next prison"],
  [[0], 2, "", "Западная Африка"],
  [[3], 2, "UN", "ООН"],
];

const ITEMS = [
  [4, [["report-2", "Second report|2nd report|next report"]]],
  [5, [["name-niger", "Niger"], ["name-sri-lanka", "Sri Lanka|Ceylon"], ["name-boko-haram", "Boko Haram"]]],
];

export const DATA = { sorts: SORTS, around: ["un", "undocs"], everyday: ["jail,jails,prison", "take back,took back,returned", "what next,screened", "locked up,screened", "lockup:prison,cell"], languages: { "": "der dans в 的", prison: "gefängnis тюрьм سجون 监狱", "fighters returned": "rückkehrer", west: "occidental", africa: "afrique" }, facets: FACETS, pages: PAGES, parts: PARTS, names: NAMES, items: ITEMS };

export async function site() {
  const { Index } = await load("index.js");
  return new Index(DATA);
}

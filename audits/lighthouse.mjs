// Judges addresses with one browser: reads lines of JSON, {address, device}, and answers each with a line of its own.
// node lighthouse.mjs FOLDER CATEGORIES FLAG..., where FOLDER has Lighthouse and CHROME_PATH names the browser.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [folder, categories, ...chromeFlags] = process.argv.slice(2);
const required = createRequire(`${folder}/package.json`);
const load = (name) => import(pathToFileURL(required.resolve(name)));
const { default: lighthouse, desktopConfig } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const chrome = await launch({ chromeFlags });
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const { address, device } = JSON.parse(line);
    const flags = { port: chrome.port, onlyCategories: categories.split(","), logLevel: "silent", disableFullPageScreenshot: true };
    const { lhr } = await lighthouse(address, flags, device === "desktop" ? desktopConfig : undefined);
    console.log(JSON.stringify({ categories: lhr.categories, audits: lhr.audits, error: lhr.runtimeError?.message }));
  }
} finally {
  await chrome.kill();
}

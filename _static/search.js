// The results of the search page: pages in order of rank, with the sections that match nested below.
const form = document.querySelector("[data-search-form]");
const list = document.querySelector("[data-search-results]");
const status = document.querySelector("[data-search-status]");
const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";

function link(url, title) {
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.textContent = title;
  return anchor;
}

function excerpt(html) {
  const shown = document.createElement("p");
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const node of parsed.body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createElement("span");
    part.textContent = node.textContent;
    shown.append(part);
  }
  return shown;
}

function hit(page) {
  const item = document.createElement("li");
  item.append(link(page.url, page.meta.title), excerpt(page.excerpt));
  const sections = page.sub_results.filter((section) => section.url !== page.url);
  if (sections.length) {
    const nested = document.createElement("ol");
    for (const section of sections) {
      const below = document.createElement("li");
      below.append(link(section.url, section.title), excerpt(section.excerpt));
      nested.append(below);
    }
    item.append(nested);
  }
  return item;
}

async function search() {
  const pagefind = await import(new URL("../pagefind/pagefind.js", import.meta.url));
  const found = await pagefind.search(query);
  const pages = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
  list.replaceChildren(...pages.map(hit));
  const noun = found.results.length === 1 ? "page" : "pages";
  status.textContent = found.results.length ? `${found.results.length} ${noun} for “${query}”` : `Nothing found for “${query}”`;
}

form.elements.q.value = query;
if (query) {
  search();
}

"""Mutations of pages: front matter, prose, markup and links."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.mutation.project import Mutation

_INSERTED = {
    "raw HTML": "<div class=\"x\">Text.</div>",
    "a script": "<script>alert(1)</script>",
    "inline HTML": "Words with <b onclick=\"x()\">markup</b> in them.",
    "an HTML comment": "<!-- hidden -->",
    "an iframe": "<iframe src=\"https://elsewhere.example\"></iframe>",
    "a raw directive": "```{raw} html\n<script>alert(1)</script>\n```",
    "code that runs": "```{code-cell} python\nprint(1)\n```",
    "reStructuredText": "```{eval-rst}\n.. raw:: html\n```",
    "a file included": "```{include} ../../../../etc/hostname\n```",
    "an image from elsewhere": "![A chart](https://elsewhere.example/chart.png)",
    "an image without words": "![](_images/chart.png)",
    "a figure without words": "```{figure} chart.png\n```",
    "an image from outside the project": "![A file](../../../../etc/logo.png)",
    "an image in the text of a page": "![A drawing](data:image/png;base64,iVBORw0KGgo=)",
    "an outside link": "See [this page](https://elsewhere.example/page).",
    "an outside address": "See https://elsewhere.example/page for more.",
    "an address in brackets": "See <https://elsewhere.example/page>.",
    "a link that runs code": "See [this](javascript:alert(1)).",
    "a link by reference": "See [this page][1].\n\n[1]: https://elsewhere.example/page",
    "an unknown page": "See {doc}`no-such-page`.",
    "an unknown term": "See {term}`no such term`.",
    "an unknown anchor": "See {ref}`no-such-anchor`.",
    "a dead Markdown link": "See [a page](no-such-page.md).",
    "a number without a source": "About 41,300 fighters were counted.",
    "a share without a source": "Some 87 per cent of them stayed.",
    "a year without a source": "That was in 1957.",
    "a symbol that is not there": "So says S/2019/99999.",
    "a spelling of another house": "The member states organised it.",
    "an unknown role": "See {shout}`loud`.",
    "a reference that is not there": "So it is said {cite:p}`no-such-key`.",
}  # fmt: skip


def _pages(files: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (path, text) for path, text in files.items() if path.startswith("docs/") and not path.startswith("docs/contributing/")
    ]


def insertions(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Insert forbidden content after the title or at the end of a page."""
    pages = _pages(files)
    for what, text in _INSERTED.items():
        for path, page in rng.sample(pages, 4):
            title = re.search(r"^# .*\n", page, re.M)
            assert title is not None
            content = page[: title.end()] + "\n" + text + "\n" + page[title.end() :]
            yield Mutation(what, path, content.encode())


def mirrors(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Link to mirrors, and remove the field that forbids such links."""
    bib = files["source/references.bib"]
    entries = [m for m in re.finditer(r"^@misc\{([^,]+),\n.*?^\}", bib, re.S | re.M) if "link = {false}" in m[0]]
    pages = _pages(files)
    for entry in rng.sample(entries, 12):
        url = re.search(r"url = \{(.*?)\}", entry[0])
        path, page = rng.choice(pages)
        if url:
            yield Mutation("a mirror linked", path, f"{page}\nSee [a copy]({url[1]}).\n".encode())
        content = bib[: entry.start()] + entry[0].replace("  link = {false},\n", "") + bib[entry.end() :]
        yield Mutation("a mirror published", "source/references.bib", content.encode())


def front_matter(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Remove, misspell and repeat keys, change types and numbers, and break the YAML."""
    entries = [(path, page) for path, page in _pages(files) if page.startswith("---\n") and "/index" not in path]
    for path, page in entries:
        front = page[4 : page.index("\n---\n", 4) + 1]
        keys = list(re.finditer(r"^([a-z_]+): ?(.*)\n((?:  .*\n)*)", front, re.M))
        key = rng.choice(
            [key for key in keys if key[1] in ("summary", "sections", "symbol", "year", "adopted", "type", "name", "subject")]
        )
        is_entry = path.split("/")[1] in ("regions", "pillars", "threat", "actors", "resolutions")
        if is_entry:
            yield Mutation("a key removed", path, (page[:4] + front.replace(key[0], "") + page[4 + len(front) :]).encode())
        at = 4 + key.start()
        yield Mutation("a key misspelt", path, (page[:at] + "x" + page[at:]).encode())
        yield Mutation("a key twice", path, (page[: 4 + len(front)] + f"{key[1]}: x\n" + page[4 + len(front) :]).encode())
        yield Mutation(
            "indentation broken",
            path,
            (page[:at] + "   " + page[at:]).encode() if at > 4 else (page[:4] + "a: [b\n" + page[4:]).encode(),
        )
        yield Mutation(
            "another type", path, (page[:4] + front.replace(key[0], f"{key[1]}: {{a: 1}}\n") + page[4 + len(front) :]).encode()
        )
        yield Mutation("front matter not closed", path, page.replace("\n---\n", "\n", 1).encode())
        summary = re.search(r"^summary: ?.*\n(?:  .*\n)*", front, re.M)
        for number in re.finditer(r"(?<![\w/(.-])\d[\d,]*(?! ?\()", summary[0]) if summary else ():
            other = str(int(number[0].rstrip(",").replace(",", "")) + 1234)
            if other not in page and is_entry:
                at = 4 + summary.start() + number.start()
                yield Mutation(
                    "number in a summary", path, (page[:at] + other + page[at + len(number[0].rstrip(",")) :]).encode()
                )


def resolutions(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Change the front matter and titles of resolutions."""
    for path, page in _pages(files):
        if not re.match(r"docs/resolutions/[a\d]", path):
            continue
        for key, change in {
            "symbol": lambda value: re.sub(r"\d(?=\D*$)", lambda m: str((int(m[0]) + 1) % 10), value, count=1),
            "year": lambda value: str(int(value) + 1),
            "adopted": lambda value: (
                value[:-1] + str((int(value[-1]) + 3) % 8 + 1)
                if value[-1] not in "123456789"
                else value[:-1] + str(int(value[-1]) % 9 + 1)
            ),
            "meeting": lambda value: str(int(value) + 7) if value.isdigit() else value.replace("th", "1th"),
            "vote": lambda value: re.sub(r"^\d+", "11", value) if value[0].isdigit() else "14-1-0",
        }.items():
            if found := re.search(rf"^{key}: (.+)$", page, re.M):
                content = page[: found.start(1)] + change(found[1]) + page[found.end(1) :]
                yield Mutation(f"{key} of a resolution", path, content.encode())
        for key in ("builds_on", "followed_by"):
            if found := re.search(rf"^{key}: \['?([\w-]+)'?", page, re.M):
                content = page[: found.start(1)] + "9999" + page[found.end(1) :]
                yield Mutation("tie to no resolution", path, content.encode())
                dropped = re.sub(rf"^{key}: .*\n", "", page, flags=re.M)
                yield Mutation("tie of one side", path, dropped.encode())
        title = re.search(r"^# .*?(\d+)", page, re.M)
        assert title is not None
        content = page[: title.start(1)] + str(int(title[1]) + 1) + page[title.end(1) :]
        yield Mutation("number in the title of a resolution", path, content.encode())


def prose(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Change numbers in prose, links, headings, toctrees and printed sections, and remove pages."""
    for path, page in _pages(files):
        body = page[page.index("\n# ") :] if "\n# " in page else page
        offset = len(page) - len(body)
        bare = re.sub(
            r"^:::\{(?:finding|provision)\}.*?^:::$|^```.*?^```$|`[^`]*`",
            lambda m: re.sub(r"[^\n]", "\0", m[0]),
            body,
            flags=re.S | re.M,
        )
        for number in list(re.finditer(r"(?<![\w/(.,\0-])\d[\d,]*\d(?![\w/])", bare))[:14]:
            other = str(int(number[0].replace(",", "")) + 3111)
            if other not in page:
                at = offset + number.start()
                yield Mutation("number in the text of a page", path, (page[:at] + other + page[at + len(number[0]) :]).encode())
        for role in list(re.finditer(r"\{resolution\}`(\d+)`", page))[:3]:
            if f"/{role[1]}.md" not in path:
                content = page[: role.start()] + f"resolution {role[1]}" + page[role.end() :]
                yield Mutation("a resolution without a link", path, content.encode())
        headings = list(re.finditer(r"^## .*$", page, re.M))
        if headings:
            yield Mutation("a heading twice", path, f"{page}\n{headings[0][0]}\n".encode())
        at = rng.randrange(len(page))
        content = page[:at].encode() + b"\xfc" + page[at:].encode()
        yield Mutation("a byte that is not text", path, content)
        for tree in re.finditer(r"^```\{toctree\}\n(?::.*\n)*\n((?:[\w/-]+\n)+)```", page, re.M):
            name = rng.choice(tree[1].split())
            at = tree.start(1) + tree[1].index(f"{name}\n")
            yield Mutation("a page left out of its list", path, (page[:at] + page[at + len(name) + 1 :]).encode())
            yield Mutation("a page misspelt in a list", path, (page[:at] + "x" + page[at:]).encode())
        if path.count("/") > 1:
            yield Mutation("a page removed", path, None)
        for printed in re.finditer(r"^:::\{passages\} (\w+)$", page, re.M):
            content = page[: printed.start(1)] + "XX" + page[printed.end(1) :]
            yield Mutation("a section that is not printed", path, content.encode())

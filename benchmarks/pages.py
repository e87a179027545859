"""A synthetic report as files: for this extension, and as plain Markdown for other tools."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.report import DIGEST, EVENTS, KINDS, REPORT, TIERS, VOCABULARY, Entry, Report

ROOT = Path(__file__).resolve().parent.parent
Files = Iterator[tuple[str, str]]

_CONF = """\
import runpy
from pathlib import Path

REAL = (Path(__file__).parent / "{root}/docs/conf.py").resolve()
globals().update({{name: value for name, value in runpy.run_path(str(REAL)).items() if not name.startswith("_")}})
dossier_about_report = ["index"]
dossier_editions_without = []
for name in ("notice_page", "notice_without", "foot_pages", "bibliography_page"):
    html_theme_options.pop(name)
"""


def write(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write files below a folder."""
    for path, text in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def configure(folder: Path) -> None:
    """Write a configuration that loads that of the real site, with symbolic links to the files that it uses."""
    write([("docs/conf.py", _CONF.format(root=os.path.relpath(ROOT, folder / "docs")))], folder)
    for path in (ROOT / "_static", ROOT / "dossier", *(ROOT / "docs").glob("_*")):
        (folder / path.relative_to(ROOT)).symlink_to(path)


def source(report: Report) -> Files:
    """Yield the source files for this extension."""
    sections = [{"code": code, "title": title} for code, title, _ in report.sections]
    facts = {"symbol": "X/2019/1", "title": "A report", "date": "2019-07-31", "reference": REPORT, "digest": DIGEST}
    tiers = {tier: f"as {tier}" for tier in TIERS}
    words = {"passage_kinds": ["paragraph"], "ties": {"described": "described there"}, "tiers": tiers}
    words["event_kinds"] = list(EVENTS)
    yield "source/report.yaml", _yaml({**facts, "digest_name": "Digest", **words, "sections": sections})
    yield "source/style.yaml", _yaml({"words": [*VOCABULARY]})
    yield "source/references.bib", bibtex(report)
    yield "source/events.yaml", _yaml({"events": report.events})
    for code, _, passages in report.sections:
        yield f"source/passages/{code.lower()}.yaml", _yaml({"section": code, "passages": passages})


def dossier_pages(report: Report) -> Files:
    """Yield the pages for this extension."""
    for entry in report.entries:
        meta, text = report.texts[entry.docname]
        yield f"docs/{entry.docname}.md", f"{_front(meta)}# {entry.title}\n\n{text}\n"
    for code, title, _ in report.sections:
        text = f"# Register: {title}\n\n:::{{passages}} {code}\n:::\n"
        yield f"docs/evidence/{code.lower()}.md", _front({"summary": f"The passages on {title}."}) + text
    for kind, (folder, plural) in KINDS.items():
        below = [entry.id for entry in report.entries if entry.kind == kind]
        text = f"# {plural}\n\n```{{entries}} {kind}\n```\n\n{toctree(below)}"
        yield f"docs/{folder}/index.md", _front({"summary": f"All {plural.lower()}."}) + text
    below = [*(code.lower() for code, _, _ in report.sections), "bibliography"]
    yield "docs/evidence/index.md", f"# Evidence\n\n{toctree(below)}"
    yield "docs/evidence/bibliography.md", f"# Bibliography\n\n{BIBLIOGRAPHY}"
    yield "docs/index.md", f"# A report\n\n{toctree([*(f'{folder}/index' for folder, _ in KINDS.values()), 'evidence/index'])}"


BIBLIOGRAPHY = "```{bibliography}\n:all:\n```\n"


def bibtex(report: Report) -> str:
    """Return the bibliography in BibTeX."""
    made = []
    for reference in sorted(report.references, key=lambda reference: reference["key"]):
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in reference.items() if name != "key")
        made.append(f"@misc{{{reference['key']},\n{fields}}}\n")
    return "\n".join(made)


def toctree(docnames: Iterable[str]) -> str:
    """Return a hidden toctree."""
    return "\n".join(("```{toctree}", ":hidden:", "", *docnames, "```", ""))


def _front(meta: dict[str, Any]) -> str:
    return f"---\n{_yaml(meta)}---\n"


def _yaml(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


@dataclass(frozen=True)
class Dialect:
    """The Markdown dialect of a tool, as functions that return text.

    :param open: the start of a page, from its title
    :param link: a link from one page to another, from both docnames, an anchor or ``""``, and the link text
    :param cite: a citation, from its keys
    :param close: the end of a page, from the keys that it cites and the text of each reference
    :param bibliography: the page of all references, from the text of each
    :param contents: what an index needs besides its list, from the docnames below it
    """

    open: Callable[[str], str]
    link: Callable[[str, str, str, str], str]
    cite: Callable[[list[str]], str]
    close: Callable[[Iterable[str], dict[str, str]], str] = lambda keys, texts: ""
    bibliography: Callable[[dict[str, str]], str] = lambda texts: "".join(f"- {text}\n" for text in texts.values())
    contents: Callable[[list[str]], str] = lambda docnames: ""


_STATEMENT = re.compile(r"^:::\{\w+\}.*\n((?::\w+: .*\n)*)([\s\S]*?)\n:::$", re.MULTILINE)
_ROLE = re.compile(rf"\{{({'|'.join(KINDS)})\}}`([^<`]+) <([^>]+)>`")
_CITATION = re.compile(r"\{cite:p\}`([^`]+)`")


def plain_pages(report: Report, dialect: Dialect) -> Files:
    """Yield the docname and text of each page, with what our readers see, as far as an author would write it by hand."""
    form = "{label}: [{title}]({url}), {publisher}, {date}."
    texts = {reference["key"]: form.format_map(reference) for reference in report.references}
    sections = {passage["id"]: (code, title) for code, title, passages in report.sections for passage in passages}
    citing: dict[str, list[Entry]] = {}

    def page(docname: str, title: str, text: str) -> tuple[str, str]:
        cited: dict[str, None] = {}

        def cite(keys: list[str]) -> str:
            cited.update(dict.fromkeys(keys))
            return dialect.cite(keys)

        def statement(found: re.Match[str]) -> str:
            options = dict(re.findall(r":(\w+): (.*)", found[1]))
            said = found[2] + (f" {{cite:p}}`{options['evidence']}`" if "evidence" in options else "")
            if id := options.get("from"):
                code, about = sections[id]
                said += f"\n{about}, {dialect.link(docname, f'evidence/{code.lower()}', id.lower(), id)}"
            return "".join(f"> {line}\n" for line in said.split("\n"))

        text = _STATEMENT.sub(statement, text)
        text = _ROLE.sub(lambda role: dialect.link(docname, f"{KINDS[role[1]][0]}/{role[3]}", "", role[2]), text)
        text = _CITATION.sub(lambda citation: cite(citation[1].split(",")), text)
        return docname, f"{dialect.open(title)}{text}\n{dialect.close(cited, texts)}"

    def index(docname: str, title: str, below: list[tuple[str, str, str]]) -> tuple[str, str]:
        items = (f"- {dialect.link(docname, path, '', name)}{f': {about}' if about else ''}\n" for path, name, about in below)
        return page(docname, title, "".join(items) + dialect.contents([path for path, _, _ in below]))

    for entry in report.entries:
        meta, text = report.texts[entry.docname]
        for id in re.findall(r"^:from: (.+)$", text, re.MULTILINE):
            citing.setdefault(id, []).append(entry)
        cited = f" {{cite:p}}`{','.join(meta['evidence'])}`" if "evidence" in meta else ""
        yield page(entry.docname, entry.title, f"{meta['summary']}{cited}\n\n{text}")
    for code, title, passages in report.sections:
        yield page(f"evidence/{code.lower()}", f"Register: {title}", "".join(_passage(each, citing) for each in passages))
    tops = []
    for kind, (folder, plural) in KINDS.items():
        below = [(one.docname, one.title, report.texts[one.docname][0]["summary"]) for one in report.entries if one.kind == kind]
        tops.append((f"{folder}/index", plural, ""))
        yield index(f"{folder}/index", plural, below)
    register = [(f"evidence/{code.lower()}", title, "") for code, title, _ in report.sections]
    yield index("evidence/index", "Evidence", [*register, ("evidence/bibliography", "Bibliography", "")])
    yield page("evidence/bibliography", "Bibliography", dialect.bibliography(texts))
    yield index("index", "A report", [*tops, ("evidence/index", "Evidence", "")])


def _passage(passage: dict[str, Any], citing: dict[str, list[Entry]]) -> str:
    evidence = "".join(f"- {item['supports']} {{cite:p}}`{item['reference']}`\n" for item in passage["evidence"])
    links = "".join(f"- {entry.link()}\n" for entry in citing[passage["id"]])
    return f"## {passage['id']}\n\n{passage['paraphrase']}\n\nEvidence:\n\n{evidence}\nCited by:\n\n{links}\n"

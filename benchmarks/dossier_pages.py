"""A synthetic report as this extension reads it: ``source/`` and ``docs/``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml

from benchmarks.corpus import Block, Cite, Corpus, Entry, Finding, Link, Provision, Text
from benchmarks.evidence import DIGEST, REPORT
from dossier.kinds import KINDS

ROOT = Path(__file__).resolve().parent.parent


def write(corpus: Corpus, folder: Path) -> None:
    """Write the report into a folder."""
    for path, text in files(corpus):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    configure(folder)


def write_source(corpus: Corpus, folder: Path) -> None:
    """Write what the extension has to know of a report whose pages are plain: its title and the bibliography."""
    (folder / "source").mkdir(exist_ok=True)
    for path, text in islice(files(corpus), 2):
        (folder / path).write_text(text)


def configure(folder: Path) -> None:
    """Write the configuration of the real site, with links to its templates and static files."""
    (folder / "docs/conf.py").write_text(_CONF.format(root=os.path.relpath(ROOT, folder / "docs")))
    for path in (ROOT / "_static", *(ROOT / "docs").glob("_*")):
        (folder / path.relative_to(ROOT)).symlink_to(path)


def files(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Every file but the configuration: its path and its text."""
    yield "source/report.yaml", _yaml(_report(corpus))
    yield "source/references.bib", "\n".join(map(bibtex, sorted(corpus.references, key=itemgetter("key"))))
    yield "source/events.yaml", _yaml({"events": corpus.events})
    for section in corpus.sections:
        passages = {"section": section.code, "passages": list(section.passages)}
        yield f"source/passages/{section.code.lower()}.yaml", _yaml(passages)
        text = f"# Register: {section.title}\n\n:::{{passages}} {section.code}\n:::\n"
        yield f"docs/{section.docname}.md", f"{_front({'summary': f'The passages on {section.title}.'})}{text}"
    for entry in corpus.entries:
        yield f"docs/{entry.docname}.md", page(entry)
    for kind in KINDS.values():
        below = [entry.id for entry in corpus.of_kind(kind.name)]
        text = f"# {kind.plural}\n\n```{{entries}} {kind.name}\n```\n\n{toctree(below)}"
        yield f"docs/{kind.folder}/index.md", f"{_front({'summary': f'All {kind.plural.lower()}.'})}{text}"
    register = [section.code.lower() for section in corpus.sections]
    yield "docs/evidence/index.md", f"# Evidence\n\n{toctree([*register, 'bibliography'])}"
    yield "docs/evidence/bibliography.md", "# Bibliography\n\n```{bibliography}\n:all:\n```\n"
    yield "docs/index.md", f"# A report\n\n{toctree([*(f'{kind.folder}/index' for kind in KINDS.values()), 'evidence/index'])}"


def _report(corpus: Corpus) -> dict[str, Any]:
    return {
        "symbol": "X/2019/1",
        "title": "A report",
        "date": "2019-07-31",
        "reference": REPORT,
        "digest": DIGEST,
        "digest_name": "Digest",
        "passage_kinds": ["bullet", "paragraph", "pull-quote"],
        "ties": {"described": "described there", "mandate": "the mandate behind it", "subject": "placed by us"},
        "event_kinds": ["report", "council", "threat", "response"],
        "tiers": ["direct", "sister", "event", "context"],
        "sections": [{"code": section.code, "title": section.title} for section in corpus.sections],
    }


def bibtex(reference: Mapping[str, str]) -> str:
    """An entry of the bibliography."""
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in reference.items() if name != "key")
    return f"@misc{{{reference['key']},\n{fields}}}\n"


def toctree(docnames: Iterable[str]) -> str:
    """A tree of pages that is not shown in the text."""
    return "\n".join(("```{toctree}", ":hidden:", "", *docnames, "```", ""))


def page(entry: Entry) -> str:
    """An entry, with its front matter."""
    parts = (f"## {heading}\n\n{''.join(map(_block, blocks))}" for heading, blocks in entry.parts)
    return f"{_front(entry.meta)}# {entry.title}\n\n{''.join(parts)}"


def _front(meta: Mapping[str, object]) -> str:
    return f"---\n{_yaml(meta)}---\n"


def _yaml(data: object) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:
        return True


def _block(block: Block) -> str:
    if isinstance(block, Finding):
        options = {"from": (block.passage,), "evidence": block.evidence, "corrects": block.corrects}
        return _fence(f"finding}} {block.id}", options, block.text)
    if isinstance(block, Provision):
        return _fence("provision}", {"evidence": block.evidence}, block.text)
    return f"{_text(block.text)}\n\n"


def _fence(opening: str, options: Mapping[str, tuple[str, ...]], text: Text) -> str:
    lines = "".join(f":{name}: {', '.join(values)}\n" for name, values in options.items() if values)
    return f":::{{{opening}\n{lines}{_text(text)}\n:::\n\n"


def _text(text: Text) -> str:
    return "".join(map(_part, text))


def _part(part: str | Link | Cite) -> str:
    if isinstance(part, Link):
        return f"{{{part.kind}}}`{part.title} <{part.id}>`"
    return f"{{cite:p}}`{','.join(part.keys)}`" if isinstance(part, Cite) else part


_CONF = '''"""The configuration of the real site, for synthetic pages."""

import runpy
from pathlib import Path

REAL = (Path(__file__).parent / "{root}/docs/conf.py").resolve()
globals().update({{name: value for name, value in runpy.run_path(str(REAL)).items() if not name.startswith("_")}})
'''

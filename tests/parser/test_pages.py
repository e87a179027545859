"""Parsing pages without a build: records with line numbers."""

from __future__ import annotations

from pathlib import Path

from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.pages import read_page, read_pages

TEXT = """\
---
summary: The lower river.
sections: [LOW]
---
# Lower river

A paragraph with {actor}`harbour-board`.

(the-ports)=
## Ports

| Port   | Kept by                |
| ------ | ---------------------- |
| Ostrel | {actor}`harbour-board` |
| Velm   | {actor}`nobody`        |

::::{note}
:class: wide

- {region}`delta`

  :::{finding} in-a-note
  :from: LOW-1, LOW-2
  :evidence: gauge-office, lock-keepers

  Ostrel was busy,
  {threat}`silting` or not.
  :::

```{tip}
{region}`river`
```
::::

:::{provision}
:evidence: gauge-office
:paragraph: 3
No toll is charged.
:::

````markdown
:::{finding} an-example
:from: LOW-9
Not a finding: an example of one, with {region}`nowhere`.
:::
````

% A comment with a name.

Last
: {pillar}`dredging`
"""


def parse(text: str, docname: str = "regions/lower-river") -> tuple[Page, list[Problem]]:
    return read_page(docname, Path(f"{docname}.md"), text)


def find_line(text: str) -> int:
    """Return the number of the line with a text."""
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_page_is_parsed_without_problems() -> None:
    page, problems = parse(TEXT)
    assert problems == []
    assert (page.kind, page.id, page.title, page.meta.sections) == ("region", "lower-river", "Lower river", ("LOW",))
    assert (page.meta_lines["summary"], page.meta_lines["sections"]) == (2, 3)


def test_headings_have_explicit_anchors() -> None:
    headings = [(heading.text, heading.level, heading.anchor, heading.line) for heading in parse(TEXT)[0].headings]
    assert headings == [("Lower river", 1, "", 5), ("Ports", 2, "the-ports", 10)]


def test_mentions_in_paragraphs_tables_and_nested_directives() -> None:
    found = {(mention.target, mention.line) for mention in parse(TEXT)[0].mentions}
    assert found == {
        ("harbour-board", find_line("A paragraph")),
        ("harbour-board", find_line("| Ostrel")),
        ("nobody", find_line("| Velm")),
        ("delta", find_line("- {region}`delta`")),
        ("river", find_line("{region}`river`")),
        ("dredging", find_line(": {pillar}`dredging`")),
    }


def test_nested_finding_has_line_numbers() -> None:
    (finding,) = parse(TEXT)[0].findings
    assert (finding.id, finding.passages, finding.evidence) == ("in-a-note", ("LOW-1", "LOW-2"), ("gauge-office", "lock-keepers"))
    assert finding.text == "Ostrel was busy,\n{threat}`silting` or not."
    assert finding.line == find_line("Ostrel was busy")
    assert finding.at == {
        "": find_line(":::{finding} in-a-note"),
        "from": find_line(":from: LOW-1"),
        "evidence": find_line(":evidence: gauge-office, lock"),
    }
    assert [(mention.target, mention.line) for mention in finding.mentions] == [("silting", find_line("{threat}`silting`"))]


def test_provision_has_line_numbers() -> None:
    (provision,) = parse(TEXT)[0].provisions
    assert (provision.text, provision.paragraph, provision.line) == ("No toll is charged.", "3", find_line("No toll"))


def test_finding_in_code_block_is_ignored() -> None:
    assert [finding.id for finding in parse(TEXT)[0].findings] == ["in-a-note"]


def test_kind_of_page_depends_on_folder() -> None:
    kinds = {name: parse("# T\n", name)[0].kind for name in ("index", "regions/index", "regions/a", "regions/a/b", "other/a")}
    assert kinds == {"index": "", "regions/index": "", "regions/a": "region", "regions/a/b": "", "other/a": ""}


def test_folders_with_leading_underscore_are_ignored(tmp_path: Path) -> None:
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts/page.md").write_text("No title\n")
    (tmp_path / "page.md").write_text("# Title\n")
    assert [*read_pages(tmp_path)[0]] == ["page"]


def test_page_with_very_many_mistakes_is_parsed() -> None:
    assert parse("# T\n\n" + "::{note} a\n" * 1500)[1]

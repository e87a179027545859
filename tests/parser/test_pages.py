"""A page is parsed without a build, and each part has its line number."""

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


def read(text: str, docname: str = "regions/lower-river") -> tuple[Page, list[Problem]]:
    return read_page(docname, Path(f"{docname}.md"), text)


def line_of(text: str) -> int:
    """Return the line of a text."""
    return TEXT[: TEXT.index(text)].count("\n") + 1


def test_a_page_is_sound() -> None:
    page, problems = read(TEXT)
    assert problems == []
    assert (page.kind, page.id, page.title, page.meta.sections) == ("region", "lower-river", "Lower river", ("LOW",))
    assert (page.meta_lines["summary"], page.meta_lines["sections"]) == (2, 3)


def test_headings_have_the_anchor_that_stands_above_them() -> None:
    headings = [(heading.text, heading.level, heading.anchor, heading.line) for heading in read(TEXT)[0].headings]
    assert headings == [("Lower river", 1, "", 5), ("Ports", 2, "the-ports", 10)]


def test_roles_are_found_in_paragraphs_tables_and_nested_directives() -> None:
    found = {(mention.target, mention.line) for mention in read(TEXT)[0].mentions}
    assert found == {
        ("harbour-board", line_of("A paragraph")),
        ("harbour-board", line_of("| Ostrel")),
        ("nobody", line_of("| Velm")),
        ("delta", line_of("- {region}`delta`")),
        ("river", line_of("{region}`river`")),
        ("dredging", line_of(": {pillar}`dredging`")),
    }


def test_a_finding_in_a_list_in_a_note_knows_its_lines() -> None:
    (finding,) = read(TEXT)[0].findings
    assert (finding.id, finding.passages, finding.evidence) == ("in-a-note", ("LOW-1", "LOW-2"), ("gauge-office", "lock-keepers"))
    assert finding.text == "Ostrel was busy,\n{threat}`silting` or not."
    assert finding.line == line_of("Ostrel was busy")
    assert finding.at == {
        "": line_of(":::{finding} in-a-note"),
        "from": line_of(":from: LOW-1"),
        "evidence": line_of(":evidence: gauge-office, lock"),
    }
    assert [(mention.target, mention.line) for mention in finding.mentions] == [("silting", line_of("{threat}`silting`"))]


def test_a_provision_knows_its_lines() -> None:
    (provision,) = read(TEXT)[0].provisions
    assert (provision.text, provision.paragraph, provision.line) == ("No toll is charged.", "3", line_of("No toll"))


def test_an_example_of_a_finding_is_none() -> None:
    assert [finding.id for finding in read(TEXT)[0].findings] == ["in-a-note"]


def test_the_folder_of_a_page_is_its_kind() -> None:
    kinds = {name: read("# T\n", name)[0].kind for name in ("index", "regions/index", "regions/a", "regions/a/b", "other/a")}
    assert kinds == {"index": "", "regions/index": "", "regions/a": "region", "regions/a/b": "", "other/a": ""}


def test_what_starts_with_an_underscore_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "_drafts").mkdir()
    (tmp_path / "_drafts/page.md").write_text("No title\n")
    (tmp_path / "page.md").write_text("# Title\n")
    assert [*read_pages(tmp_path)[0]] == ["page"]


def test_a_page_of_nothing_but_slips_is_read_to_its_end() -> None:
    assert read("# T\n\n" + "::{note} a\n" * 1500)[1]

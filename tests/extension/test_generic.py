"""The extension does not depend on this site, and a site needs only pages, passages and a bibliography."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support import Site, text_of

PACKAGE = Path(__file__).parents[2] / "dossier"
WORDS = re.compile(r"\bUN\b|United Nations|ISIL|[Ss]potlight|Security Council|[Rr]esolution|undocs|S/RES|\bIMCTC\b")
TEXTS = {".py", ".html", ".js", ".css", ".xml", ".toml", ".conf", ".json"}

KIND = '''
from dossier.model.kinds import EntryMeta, EntryNames, Kind, Row
from dossier.rules.registry import rule
from dossier.model.site import Site
from pydantic import Field


class QuayMeta(EntryMeta):
    """Front matter of a quay."""

    depth: str = Field(description="how deep the water is")
    beside: str = Field("", description="id of the quay beside it")


def card(page):
    return [Row("Depth", page.meta.depth)]


@rule("quay-depth", "A quay has a depth in metres.")
def quay_depth(dossier):
    for page in dossier.entries.values():
        if "metres" not in page.meta.depth:
            yield page.path, 1, "the depth is not in metres", "convert it"


QUAY = Kind("quay", "quays", "Quay", "Quays", QuayMeta, card=card, links={"beside": "quay"}, part_of="beside")
SITE = Site(kinds=(QUAY,))
'''

BLOCK = (
    KIND
    + """

from docutils import nodes
from dossier.locale import N_
from dossier.views.registry import entry_block


@entry_block("berths", N_("Berths"))
def berths(dossier, page):
    return [nodes.paragraph("", "Two barges may moor.")]
"""
)


def test_no_word_of_the_site_stands_in_the_extension() -> None:
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in TEXTS and "__pycache__" not in path.parts]
    assert len(paths) > 100
    lines = [(path, number, line) for path in paths for number, line in enumerate(path.read_text().splitlines(), 1)]
    found = [f"{path.relative_to(PACKAGE)}:{number}: {line.strip()[:80]}" for path, number, line in lines if WORDS.search(line)]
    assert found == []


@pytest.fixture
def bare(ports: Site) -> Site:
    """The report on river ports without entries and without a Python module."""
    for path in (ports.folder / "pages").rglob("*.md"):
        path.unlink()
    ports.edit("pages/conf.py", 'dossier_site = "un"\n', "")
    for name in ("events.yaml", "map.yaml", "dataset.yaml", "ledger.yaml", "exceptions.yaml"):
        (ports.folder / "source" / name).unlink(missing_ok=True)
    ports.write("pages/index.md", INDEX)
    ports.write("pages/register.md", REGISTER)
    return ports


INDEX = """---
summary: What the report says of tolls.
sections: [TOLL]
---
# The river ports

:::{finding} tolls-fell
:from: TOLL-1
According to the Digest, tolls fell.
:::

```{toctree}
register
```
"""
REGISTER = "# Register\n\n:::{bibliography}\n:::\n"


def use_module(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """Give a site a module, and an entry."""
    site.write(f"pages/_ext/{name}.py", text)
    monkeypatch.syspath_prepend(str(site.folder / "pages/_ext"))
    site.edit("pages/conf.py", "dossier_source", f'dossier_site = "{name}"\ndossier_source')
    site.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n")
    site.edit("pages/index.md", "register\n", "register\nquays/north\n")


def test_a_site_without_kinds_is_built(bare: Site) -> None:
    built = bare.build()
    assert [warning for warning in built.warnings if "dossier." not in warning] == []
    assert "tolls fell" in text_of(built.page("index").select_one("#tolls-fell"))


def test_a_report_that_was_read_itself_is_cited_alone(bare: Site) -> None:
    report = (bare.folder / "source/report.yaml").read_text()
    bare.write("source/report.yaml", re.sub(r"^digest(_name)?: .*\n", "", report, flags=re.MULTILINE))
    bare.write("pages/tolls.md", "# Tolls\n\n:::{passages} TOLL\n:::\n")
    bare.edit("pages/index.md", "register\n", "register\ntolls\n")
    correction = "{id: TOLL-1a, digest: toll, reading: tolls, kind: wording, confidence: high}"
    bare.edit("source/passages/tolls.yaml", "  figures:\n", f"  corrections: [{correction}]\n  figures:\n")
    bare.edit("pages/index.md", ":from: TOLL-1\n", ":from: TOLL-1\n:corrects: TOLL-1a\n")
    bare.edit("pages/index.md", ":::{finding}", ":::{support-counts}\n:::\n\n:::{finding}")
    built = bare.build(html_theme="dossier")
    page = built.page("index")
    assert text_of(page.select_one(".legend")).endswith("the passage, and the public sources that corroborate it.")
    assert text_of(page.select_one(".as-of")) == "As of May 2031"
    assert text_of(page.select_one("#tolls-fell .corrected")) == "report corrected: wording"
    assert "Report corrected" in text_of(page.select_one(".support-counts"))
    assert text_of(page.select_one("#tolls-fell .corrections")).startswith("The report had: Toll. Read here as: Tolls.")
    assert "Form in the report" in text_of(built.page("tolls").select_one("main"))


def test_a_role_of_a_kind_that_the_site_does_not_have_is_refused(bare: Site) -> None:
    bare.write("pages/index.md", INDEX.replace("tolls fell", "tolls of {region}`lower-river` fell"))
    assert any("[unknown-role]" in line and "region" in line for line in bare.check().lines)


def test_a_number_in_a_field_of_any_kind_needs_a_source(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(bare, monkeypatch, "harbour_cards", KIND)
    bare.edit("pages/quays/north.md", "depth: 4 metres\n", "evidence: [gauge-office-2031-05]\ndepth: 987 metres\n")
    said = "pages/quays/north.md:4: [field-numbers] “987” in “depth” is in no evidence or claim of the page; "
    assert any(line.startswith(said) for line in bare.check().lines)
    bare.edit("source/references.bib", "annotation = {Counts", "annotation = {The north quay was 987 metres deep. Counts")
    assert "[field-numbers]" not in bare.check().err
    bare.edit("source/references.bib", "was 987 metres deep", "was 987 thousand metres deep")
    assert any(line.startswith(said) and line.endswith("; write the number out, as 987000") for line in bare.check().lines)


def test_a_site_registers_a_kind_and_a_rule_of_its_own(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(bare, monkeypatch, "harbour_site", KIND)
    bare.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 12 feet\n---\n# North quay\n")
    bare.write(
        "pages/index.md",
        INDEX.replace("tolls fell", "tolls at {quay}`north` fell").replace("register\n", "register\nquays/north\n"),
    )
    assert "pages/quays/north.md:1: [quay-depth] the depth is not in metres; convert it" in bare.check().lines
    page = bare.build().page("quays/north")
    assert "Depth: 12 feet" in " ".join(text_of(field) for field in page.select(".card"))
    assert [text_of(link) for link in page.select(".findings-list a")] != []


def test_pages_are_written_again_if_code_that_the_site_imports_late_changes(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    late = KIND.replace('    return [Row("Depth"', "    from late_site.words import DEPTH\n\n    return [Row(DEPTH")
    use_module(bare, monkeypatch, "late_site/__init__", late)
    bare.edit("pages/conf.py", "late_site/__init__", "late_site")
    for word in ("Depth", "Deepness"):
        bare.write("pages/_ext/late_site/words.py", f'DEPTH = "{word}"\n')
        assert text_of(bare.build().page("quays/north").select_one(".card")) == f"{word}: 4 metres"
        for name in ("late_site", "late_site.words"):
            del sys.modules[name]


def test_a_kind_says_what_its_entries_are_about_and_where_they_may_be_read(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    card = '[Row("Plan", "a plan", address="https://locks.example/plan")]'
    kind = KIND.replace('[Row("Depth", page.meta.depth)]', card).replace(
        "card=card", "card=card, about=lambda page: page.meta.depth"
    )
    use_module(bare, monkeypatch, "plan_site", kind)
    linked = "[the plan](https://locks.example/plan)"
    bare.write("pages/quays/north.md", f"---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n\nSee {linked}.\n")
    bare.edit("pages/index.md", "```{toctree}", ":::{entries} quay\n:::\n\n```{toctree}")
    assert any("[outside-link] “https://locks.example/plan”" in line for line in bare.check().lines), "no source was read there"
    bare.edit("pages/quays/north.md", "depth:", "evidence: [lock-keepers-2030]\ndepth:")
    assert not any("[outside-link]" in line for line in bare.check().lines)
    assert text_of(bare.build().page("index").select_one("#table-quay tbody")) == "North quay 4 metres 0"


def test_a_site_puts_a_block_on_every_entry_that_is_not_searched_and_keeps_its_address(
    bare: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_module(bare, monkeypatch, "mooring_site", BLOCK)
    bare.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n\n## Berths\n")
    assert any("[heading-anchor] the anchor of the heading “Berths” is already used" in line for line in bare.check().lines)
    bare.edit("pages/quays/north.md", "\n## Berths\n", "")
    built = bare.build()
    assert "Two barges may moor." in text_of(built.page("quays/north").select_one("#berths + p"))
    assert "barges may moor" not in (built.folder / "search.json").read_text()
    assert "north quay" in (built.folder / "search.json").read_text()


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        ("{}[page.id]", "16: [configuration] “card” of the kind “quay” on quays/north fails: KeyError: 'north'"),
        (
            "None",
            "15: [configuration] “card” of the kind “quay” on quays/north fails: "
            "TypeError: it returns None, not list[dossier.model.kinds.Row]",
        ),
        (
            '[Row("Beside", kind="quai", ids=("south",))]',
            "15: [configuration] “card” of the kind “quay” on quays/north fails: "
            "ValueError: the row “Beside” names “quai”, which is no kind; did you mean “quay”?",
        ),
    ],
)
def test_a_function_of_a_kind_that_fails_is_reported_in_one_line(
    bare: Site, monkeypatch: pytest.MonkeyPatch, body: str, failure: str
) -> None:
    use_module(bare, monkeypatch, f"failing_{len(body)}", KIND.replace('[Row("Depth", page.meta.depth)]', body))
    failure = f"pages/_ext/failing_{len(body)}.py:{failure}{'' if '; ' in failure else '; correct it'}"
    assert [line for line in bare.check().lines if "quay" in line] == [
        failure,
    ]
    message = failure.partition("[configuration] ")[2]
    assert any(message in warning for warning in bare.build().warnings)


def test_a_description_that_is_no_json_is_reported_in_one_line(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(bare, monkeypatch, "set_site", KIND.replace("card=card", 'card=card, thing=lambda page: {"@type": {1}}'))
    what = "“thing” of the kind “quay” on quays/north fails: TypeError: it returns {'@type': {1}}, not dict[str, JsonValue]"
    assert [line.partition("[")[2] for line in bare.check().lines if "quay" in line] == [f"configuration] {what}; correct it"]
    assert any(what in warning for warning in bare.build().warnings)


@pytest.mark.parametrize(
    ("name", "body", "failure"),
    [
        ("lacks", 'return {}["depth"]', "KeyError: 'depth'"),
        ("silent", "pass", "TypeError: it returns None, not {module}.QuayMeta"),
    ],
)
def test_a_model_of_a_site_that_fails_is_reported_in_one_line(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, body: str, failure: str
) -> None:
    validator = f'    @model_validator(mode="after")\n    def is_deep(self):\n        {body}\n'
    text = KIND.replace("import Field\n", "import Field, model_validator\n").replace("\n\ndef card", f"\n{validator}\n\ndef card")
    use_module(bare, monkeypatch, f"model_{name}", text)
    at = text.splitlines().index("class QuayMeta(EntryMeta):" if body == "pass" else f"        {body}") + 1
    what = f"the model “QuayMeta” on pages/quays/north.md fails: {failure.format(module=f'model_{name}')}; correct it"
    assert [line for line in bare.check().lines if "quay" in line] == [f"pages/_ext/model_{name}.py:{at}: [configuration] {what}"]
    assert any(what in warning for warning in bare.build().warnings)


def test_a_wrong_field_in_a_mapping_of_a_site_is_told_with_its_line(bare: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    berths = "\n\nclass Berth(Record):\n    depth: int\n\n\nclass QuayMeta(EntryMeta):\n    berths: dict[str, Berth] = {}\n"
    text = KIND.replace("\n\nclass QuayMeta(EntryMeta):\n", berths)
    use_module(bare, monkeypatch, "berths_site", f"from dossier.model.source import Record\n{text}")
    bare.edit("pages/quays/north.md", "depth: 4 metres\n", "depth: 4 metres\nberths:\n  a: {}\n  b: {depth: 4, width: 3}\n")
    assert [line for line in bare.check().lines if "[schema]" in line or "[configuration]" in line] == [
        "pages/quays/north.md:5: [schema] berths.a: there is no “depth”; add it",
        "pages/quays/north.md:6: [schema] berths.b: “width” is not a field; remove it",
    ]


BLOCK_BODY = '[nodes.paragraph("", "Two barges may moor.")]'
VIEW = (
    BLOCK.replace("import entry_block", "import entry_block, view")
    + """

@view("moorings")
def moorings(dossier, docname, subject):
    return []
"""
)
DIRECTIVE = (
    KIND
    + """

from sphinx.util.docutils import SphinxDirective
from dossier.views.registry import directive


@directive("tides")
class TidesDirective(SphinxDirective):
    def run(self):
        return self.env.tides
"""
)
TABLE = f"{KIND}\n\nfrom dossier.export.tables import table\n\n\n@table('tides')\ndef tides(dossier):\n    return {{}}[3]\n"
OPTION = DIRECTIVE.replace("    def run(self)", '    option_spec = {"at": lambda depth: {"low": 1}[depth]}\n\n    def run(self)')
STYLE = KIND.replace("SITE = Site(", 'SITE = Site(citation_style=("House", lambda citation: citation.nothing), ')


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("raises", BLOCK.replace(BLOCK_BODY, "{}[page.id]"), "the block “berths” on quays/north fails: KeyError: 'north'"),
        (
            "bare_node",
            BLOCK.replace(BLOCK_BODY, 'nodes.Text("Two.")'),
            "the block “berths” on quays/north fails: TypeError: it returns <#text: 'Two.'>, not list[docutils.nodes.Element]",
        ),
        (
            "bad_view",
            VIEW.replace("return []", "return {}[docname]"),
            "the view “moorings” on register fails: KeyError: 'register'",
        ),
        (
            "bad_directive",
            DIRECTIVE,
            "the directive “tides” on register fails: AttributeError: 'BuildEnvironment' object has no attribute 'tides'",
        ),
        (
            "no_list",
            DIRECTIVE.replace("self.env.tides", "None"),
            "the directive “tides” on register fails: TypeError: it returns None, not list[docutils.nodes.Node]",
        ),
        ("bad_table", TABLE, "the table “tides” fails: KeyError: 3"),
        ("bad_option", OPTION, "the option “at” of the directive “tides” fails: KeyError: 'high'"),
        ("bad_style", STYLE, "“citation_style” fails: AttributeError: 'Citation' object has no attribute 'nothing'"),
    ],
)
def test_code_of_a_site_that_fails_is_told_with_its_line_and_no_traceback(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str, jobs: int
) -> None:
    name = f"{name}_{jobs}"
    use_module(bare, monkeypatch, name, text)
    if registered := re.search(r'^@(?:view|directive)\("(\w+)"\)', text, re.MULTILINE):
        bare.write("pages/register.md", f"{REGISTER}\n:::{{{registered[1]}}}\n:at: high\n:::\n")
    with pytest.raises(SystemExit) as ended:
        bare.build(jobs=jobs, html_theme="dossier")
    assert re.fullmatch(rf"pages/_ext/{name}\.py:\d+: \[configuration\] {re.escape(said)}; correct it", str(ended.value))


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("raising", "yield page.meta.depht", "fails: AttributeError: 'QuayMeta' object has no attribute 'depht'"),
        ("short", 'yield page.path, 1, "shallow"', "fails: TypeError: it returns ["),
    ],
)
def test_a_rule_of_a_site_that_fails_is_told_with_its_line(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, body: str, said: str
) -> None:
    use_module(
        bare,
        monkeypatch,
        f"rule_{name}",
        KIND.replace('if "metres" not in page.meta.depth:', "if page:").replace(
            'yield page.path, 1, "the depth is not in metres", "convert it"', body
        ),
    )
    told = [line for line in bare.check().lines if "quay-depth" in line]
    assert len(told) == 1
    assert re.match(rf"pages/_ext/rule_{name}\.py:\d+: \[configuration\] the rule “quay-depth” {re.escape(said)}", told[0])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "block",
            '@entry_block("related", N_("Berths"))',
            r"the block “related” is taken at \S*dossier/views/\w+\.py:\d+",
        ),
        ("view", '@view("official-text")', r"the directive “official-text” is taken at \S*dossier/views/\w+\.py:\d+"),
        ("rule", '@rule("title-word", "")', r"the rule “title-word” is taken at pages/_ext/taken_rule\.py:\d+"),
    ],
)
def test_an_id_that_is_taken_is_refused_with_both_places(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, text: str, said: str
) -> None:
    twice = '@rule("title-word", "")\ndef first(dossier):\n    return []\n'
    import_views = "import dossier.views.entry_blocks, dossier.views.references\nfrom dossier.views.registry import view\n"
    use_module(bare, monkeypatch, f"taken_{name}", f"{BLOCK}\n{import_views}{twice}\n{text}\ndef other(*given):\n    return []\n")
    line = (bare.folder / f"pages/_ext/taken_{name}.py").read_text().splitlines().index("def other(*given):")
    assert re.fullmatch(
        rf"pages/_ext/taken_{name}\.py:{line}: \[configuration\] ValueError: {said}; use another id\n", bare.check().err
    )


@pytest.mark.parametrize(
    ("name", "links", "at", "said"),
    [
        (
            "far",
            '{"beside": "quai"}, part_of="beside"',
            "class QuayMeta",
            "the kind “quay” fails: ValueError: “beside” names “quai”, which is no kind; did you mean “quay”?",
        ),
        (
            "odd",
            '{"besid": "quay"}',
            "QUAY",
            "ValueError: the kind “quay” names “besid”, which is no field of its front matter; did you mean “beside”?",
        ),
        (
            "whole",
            '{"beside": "quay"}, part_of="besides"',
            "QUAY",
            "ValueError: the kind “quay” names “besides”, which is no field of its links; did you mean “beside”?",
        ),
    ],
)
def test_links_to_no_kind_are_refused_in_the_module(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, links: str, at: str, said: str
) -> None:
    use_module(bare, monkeypatch, f"links_{name}", KIND.replace('{"beside": "quay"}, part_of="beside"', links))
    line = next(number for number, row in enumerate(KIND.splitlines(), 1) if row.startswith(at))
    assert bare.check().lines == [f"pages/_ext/links_{name}.py:{line}: [configuration] {said}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (
            "symbol",
            "SITE = Site(",
            'SITE = Site(symbol="[", ',
            "“symbol” of Site is '['; Input should be a valid regular expression",
        ),
        ("style", "SITE = Site(", "SITE = Site(citation_style=str, ", "“citation_style” of Site is <class 'str'>; Input should"),
        (
            "tag",
            "SITE = Site(",
            'SITE = Site(languages=["xx-yy"], ',
            "“languages” of Site is 'xx-yy'; there is no language “xx-yy”",
        ),
        (
            "model",
            "QuayMeta, card",
            "Row, card",
            "argument 5 of Kind is <class 'dossier.model.kinds.Row'>; Input should be a sub",
        ),
        (
            "number",
            "page.meta.depth)]",
            "4)]",
            "“card” of the kind “quay” on quays/north fails: argument 2 of Row is 4; Input should",
        ),
        (
            "unknown_site",
            "SITE = Site(",
            "SITE = Site(language=[], ",
            "Site has no argument “language”; did you mean “languages”?",
        ),
        ("unknown_kind", "part_of=", "colour=2, part_of=", "Kind has no argument “colour”; remove it"),
        (
            "unknown_row",
            "page.meta.depth)]",
            'page.meta.depth, adress="x")]',
            "“card” of the kind “quay” on quays/north fails: Row has no argument “adress”; did you mean “address”?",
        ),
        (
            "unknown_names",
            "QuayMeta, card",
            "QuayMeta, names=lambda page: EntryNames(alias=()), card",
            "“names” of the kind “quay” on quays/north fails: EntryNames has no argument “alias”; did you mean “aliases”?",
        ),
    ],
)
def test_an_argument_of_a_wrong_type_is_told_with_its_line_by_check_and_build(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, said: str
) -> None:
    text = KIND.replace(old, new)
    use_module(bare, monkeypatch, f"typed_{name}", text)
    at = next(number for number, line in enumerate(text.splitlines(), 1) if new in line)
    told = [line for line in bare.check().lines if "[configuration]" in line]
    assert len(told) == 1 and told[0].startswith(f"pages/_ext/typed_{name}.py:{at}: [configuration] {said}")
    if " on quays/north " not in said:
        with pytest.raises(SystemExit, match=re.escape(told[0])):
            bare.build()


FORGE = "write a URL with “https://”, and without a slash at the end"
CURE = "correct the name, or add the absolute path of its folder to sys.path"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('dossier_sauce = "../source"', "there is no setting “dossier_sauce”; did you mean “dossier_source”?"),
        (
            'dossier_source = "../sauce"',
            "“dossier_source”: there is no folder “../sauce”; correct or remove it",
        ),
        ("dossier_source = None", "“dossier_source” has a value of type NoneType; use one of type str"),
        ("dossier_site = 5", "“dossier_site” has a value of type int; use one of type str"),
        ('dossier_site = ["un"]', "“dossier_site” has a value of type list; use one of type str"),
        ("dossier_editions = 5", "“dossier_editions” has a value of type int; use one of type str"),
        ("dossier_editions_without = 5", "“dossier_editions_without” has a value of type int; use one of type list or tuple"),
        (
            'dossier_about_report = ["*", "reports/*"]',
            "“dossier_about_report”: there is no page “reports/*”; correct or remove it",
        ),
        (
            'dossier_editions_without = ["indx"]',
            "“dossier_editions_without”: there is no page “indx”; did you mean “index”?",
        ),
        ('root_doc = "start"', "“root_doc”: there is no page “start”; add start.md, or name another first page"),
        ("root_doc = 5", "“root_doc” has a value of type int; use one of type str"),
        ("dossier_about_report = [4]", "“dossier_about_report” has an item that is not a string; put it in quotes"),
        (
            'html_theme_options = {"foot_pages": "about"}',
            '“foot_pages” is not a list of pairs; write a list such as [("about", "About")]',
        ),
        (
            'html_theme_options = {"bibliography_page": "registr"}',
            "“html_theme_options”: there is no page “registr”; did you mean “register”?",
        ),
        (
            'html_theme_options = {"notice_page": "index", "foot_pages": [["genindex", "Index"], ["about", "About"]]}',
            "“html_theme_options”: there is no page “about”; correct or remove it",
        ),
        (
            'html_theme_options = {"notice_without": ["index", "quays"]}',
            "“html_theme_options”: there is no page “quays/*”; correct or remove it",
        ),
        (
            'html_theme_options = {"notice_without": "quays"}',
            '“notice_without” is not a list; write a list such as ["about"]',
        ),
        (
            'html_theme_options = {"licence_url": "a.example/by"}',
            "“licence_url” is “a.example/by”; write a URL with “https://”",
        ),
        (
            'html_theme_options = {"locale": "en-GB"}',
            "“locale” is “en-GB”; write a language and a territory, such as “en_GB”",
        ),
        (
            'templates_path = ["_template"]',
            "“templates_path”: there is no folder “_template”; correct or remove it",
        ),
        ('language = "english"', "“language” is “english”; write a code of two or three letters, such as “en” or “pt_BR”"),
        ('html_theme_options = ["a"]', "“html_theme_options” has a value of type list; use one of type dict"),
        ('dossier_repository = "github.com/a/b"', f"“dossier_repository” is “github.com/a/b”; {FORGE}"),
        ('dossier_repository = "https://a.example/b/"', f"“dossier_repository” is “https://a.example/b/”; {FORGE}"),
        ('dossier_site = "nowhere"', f"the module “nowhere” cannot be imported: No module named 'nowhere'; {CURE}"),
        (
            'dossier_site = "..un"',
            "the module “..un” cannot be imported: the 'package' argument is required to perform a relative import for '..un'; "
            + CURE,
        ),
        ('dossier_site = "tests"', "“tests” has no SITE; define SITE = Site(kinds=…) in it"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line_by_check_and_build(bare: Site, setting: str, said: str) -> None:
    bare.edit("pages/conf.py", 'dossier_source = "../source"', setting)
    line = (bare.folder / "pages/conf.py").read_text().splitlines().index(setting) + 1
    reported = f"pages/conf.py:{line}: [configuration] {said}"
    assert bare.check().lines == [reported]
    with pytest.raises(SystemExit) as ended:
        bare.build()
    assert str(ended.value) == reported


@pytest.mark.parametrize(
    ("mistake", "said"), [("{% endblok %}", "unknown tag 'endblok'"), ("{{ x|shot }}", "No filter named 'shot'")]
)
def test_a_syntax_error_in_a_template_is_told_with_its_line(ports: Site, mistake: str, said: str) -> None:
    ports.edit("pages/_templates/layout.html", "<footer>", f"\n{mistake}<footer>")
    line = (ports.folder / "pages/_templates/layout.html").read_text().partition(mistake)[0].count("\n") + 1
    where = re.escape(f"pages/_templates/layout.html:{line}: [configuration] ")
    with pytest.raises(SystemExit, match=rf"^{where}.*{said}.*(?<!\.); correct it$"):
        ports.build()


@pytest.mark.parametrize("address", ["lantern.example", "foo", "https://lantern.example", "ftp://lantern.example/"])
def test_an_address_of_the_site_that_is_none_is_told_with_its_line_by_check_and_build(bare: Site, address: str) -> None:
    bare.edit("pages/conf.py", "dossier_source", f'html_baseurl = "{address}"\ndossier_source')
    line = (bare.folder / "pages/conf.py").read_text().splitlines().index(f'html_baseurl = "{address}"') + 1
    said = f"“html_baseurl” is “{address}”; write a URL with “https://”, and with a slash at the end"
    reported = f"pages/conf.py:{line}: [configuration] {said}"
    assert bare.check().lines == [reported]
    with pytest.raises(SystemExit) as ended:
        bare.build()
    assert str(ended.value) == reported


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "pages/conf.py:1: [missing-file] there is no such file; create it, or restore it"),
        ("", "pages/conf.py:1: [configuration] “extensions” does not have “dossier”; add it"),
        (
            '\nextensions = "dossier"\n',
            "pages/conf.py:2: [configuration] “extensions” has a value of type str; use one of type list or tuple",
        ),
        (
            "\nproject = '\0'\n",
            "pages/conf.py:2: [encoding] the line has the invisible character U+0000; remove it, or type a plain space",
        ),
        ("\nraise SystemExit(3)\n", "pages/conf.py:2: [configuration] SystemExit: 3; correct it"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_told_once(ports: Site, text: str | None, said: str) -> None:
    ports.remove("pages/conf.py")
    if text is not None:
        ports.write("pages/conf.py", text)
    assert ports.check().lines == [said]


def test_an_error_in_the_module_is_told_with_its_line(bare: Site) -> None:
    bare.edit("pages/conf.py", "dossier_source", 'import sys\nsys.path.insert(0, ".")\ndossier_site = "amiss"\ndossier_source')
    bare.write("amiss.py", "import dossier\n\nclass Quay\n")
    assert bare.check().err.endswith("amiss.py:3: [configuration] expected ':'; correct it\n")
    bare.write("amiss.py", "import dossier\n\nfrom dossier.model.kinds import Kin\n")
    assert "amiss.py:3: [configuration] ImportError: cannot import name 'Kin'" in bare.check().err
    bare.write("amiss.py", "import sys\n\nsys.exit(3)\n")
    assert bare.check().err.endswith("amiss.py:3: [configuration] SystemExit: 3; correct it\n")


@pytest.mark.parametrize(
    ("name", "other", "said"),
    [
        (
            "twins",
            ', Kind("quay", "docks", "Dock", "Docks")',
            "ValueError: the name “quay” is taken; give each kind a name of its own",
        ),
        (
            "sharers",
            ', Kind("dock", "quays", "Dock", "Docks")',
            "ValueError: the folder “quays” is taken; give each kind a folder of its own",
        ),
        (
            "columns",
            ', Kind("dock", "docks", "Dock", "quays")',
            "ValueError: the column “quays” is taken; give each kind a column of its own",
        ),
        (
            "spaced",
            ', Kind("dry dock", "docks", "Dock", "Docks")',
            "argument 1 of Kind is 'dry dock'; use lower-case letters with hyphens between them",
        ),
        (
            "nameless",
            ', Kind("", "docks", "Dock", "Docks")',
            "ValueError: the name “” is taken; give each kind a name of its own",
        ),
        (
            "slashed",
            ', Kind("dock", "docks/", "Dock", "Docks")',
            "argument 2 of Kind is 'docks/'; use lower-case letters and digits with hyphens between them",
        ),
        (
            "of_sphinx",
            ', Kind("doc", "docks", "Dock", "Docks")',
            "ValueError: the name “doc” is taken; give each kind a name of its own",
        ),
        (
            "of_ours",
            ', Kind("finding", "docks", "Dock", "Docks")',
            "ValueError: the name “finding” is taken; give each kind a name of its own",
        ),
        (
            "of_findings",
            ', Kind("dock", "docks", "Dock", "Evidence")',
            "ValueError: the column “evidence” is taken; give each kind a column of its own",
        ),
        ("misnamed", ', Kind("dock", "docks", "Dock", "Docks", cards=str)', "Kind has no argument “cards”; did you mean “card”?"),
        ("short", ', Kind("dock", "docks", "Dock")', "Kind lacks the argument “plural”; add it"),
        ("single", "", "“kinds” of Site is a Kind; Input should be a valid tuple"),
    ],
)
def test_kinds_that_cannot_be_used_are_told_with_their_line(
    bare: Site, monkeypatch: pytest.MonkeyPatch, name: str, other: str, said: str
) -> None:
    monkeypatch.syspath_prepend(str(bare.folder))
    bare.edit("pages/conf.py", "dossier_source", f'dossier_site = "{name}"\ndossier_source')
    imports = "from dossier.model.kinds import Kind\nfrom dossier.model.site import Site\n"
    bare.write(f"{name}.py", f'{imports}\nSITE = Site(kinds=(Kind("quay", "quays", "Quay", "Quays"){other}))\n')
    assert bare.check().err.endswith(f"{name}.py:4: [configuration] {said}{'' if '; ' in said else '; correct it'}\n")


def test_a_document_cited_in_the_text_of_a_finding_is_looked_up(bare: Site) -> None:
    bare.edit("pages/index.md", "tolls fell", "tolls fell, says {cite:t}`lost`")
    told = [line for line in bare.check().lines if "“lost”" in line]
    assert [line.partition(";")[0] for line in told] == [
        "pages/index.md:9: [unknown-reference] “lost” is not in the bibliography"
    ]


def test_a_finding_inside_another_is_told_and_built(bare: Site) -> None:
    bare.edit("pages/index.md", "tolls fell.\n", "tolls fell.\n\n:::{finding} tolls-rose\n:from: TOLL-1\nTolls rose.\n")
    assert any("dossier.unclosed" in warning for warning in bare.build(html_theme="dossier").warnings)


def test_a_site_without_a_title_has_the_name_of_the_project(bare: Site) -> None:
    assert bare.build(html_theme="dossier").page("register").title.string == "Register - The river ports"

"""The extension without this site: minimal sites, what sites can add in Python, and errors in their code and configuration."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support import Site, text_of

PACKAGE = Path(__file__).parents[2] / "dossier"
SITE_TERMS = re.compile(
    r"\bUN\b|United Nations|ISIL|Da'esh|[Ss]potlight|Security Council|[Rr]esolution|undocs|S/RES|S/2019|\bIMCTC\b"
)
TEXT_SUFFIXES = {".py", ".html", ".js", ".css", ".jinja", ".atom", ".xml", ".toml", ".conf", ".json"}

KIND_MODULE = '''
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

BLOCK_MODULE = (
    KIND_MODULE
    + """

from docutils import nodes
from dossier.locale import N_
from dossier.views.registry import entry_block


@entry_block("berths", N_("Berths"))
def berths(dossier, page):
    return [nodes.paragraph("", "Two barges may moor.")]
"""
)


def test_extension_has_no_terms_of_this_site() -> None:
    paths = [path for path in PACKAGE.rglob("*") if path.suffix in TEXT_SUFFIXES and "__pycache__" not in path.parts]
    assert len(paths) > 100
    lines = [(path, number, line) for path in paths for number, line in enumerate(path.read_text().splitlines(), 1)]
    found = [
        f"{path.relative_to(PACKAGE)}:{number}: {line.strip()[:80]}" for path, number, line in lines if SITE_TERMS.search(line)
    ]
    assert found == []


@pytest.fixture
def minimal_site(ports: Site) -> Site:
    """The report on river ports without entries and without a Python module; the test may change it."""
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
    """Add a Python module to a site, and an entry of the kind that the module defines."""
    site.write(f"pages/_ext/{name}.py", text)
    monkeypatch.syspath_prepend(str(site.folder / "pages/_ext"))
    site.edit("pages/conf.py", "dossier_source", f'dossier_site = "{name}"\ndossier_source')
    site.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n")
    site.edit("pages/index.md", "register\n", "register\nquays/north\n")


def test_site_without_kinds_is_built(minimal_site: Site) -> None:
    built = minimal_site.build()
    assert [warning for warning in built.warnings if "dossier." not in warning] == []
    assert "tolls fell" in text_of(built.page("index").select_one("#tolls-fell"))


def test_report_without_digest_is_cited_directly(minimal_site: Site) -> None:
    report = (minimal_site.folder / "source/report.yaml").read_text()
    minimal_site.write("source/report.yaml", re.sub(r"^digest(_name)?: .*\n", "", report, flags=re.MULTILINE))
    minimal_site.write("pages/tolls.md", "# Tolls\n\n:::{passages} TOLL\n:::\n")
    minimal_site.edit("pages/index.md", "register\n", "register\ntolls\n")
    correction = "{id: TOLL-1a, digest: toll, reading: tolls, kind: wording, confidence: high}"
    minimal_site.edit("source/passages/tolls.yaml", "  figures:\n", f"  corrections: [{correction}]\n  figures:\n")
    minimal_site.edit("pages/index.md", ":from: TOLL-1\n", ":from: TOLL-1\n:corrects: TOLL-1a\n")
    minimal_site.edit("pages/index.md", ":::{finding}", ":::{support-counts}\n:::\n\n:::{finding}")
    built = minimal_site.build(html_theme="dossier")
    page = built.page("index")
    assert text_of(page.select_one(".legend")).endswith("the passage, and the public sources that corroborate it.")
    assert text_of(page.select_one(".as-of")) == "As of May 2031"
    assert text_of(page.select_one("#tolls-fell .corrected")) == "report corrected: wording"
    assert "Report corrected" in text_of(page.select_one(".support-counts"))
    assert text_of(page.select_one("#tolls-fell .corrections")).startswith("The report had: Toll. Read here as: Tolls.")
    assert "Form in the report" in text_of(built.page("tolls").select_one("main"))


def test_role_of_unknown_kind_is_reported(minimal_site: Site) -> None:
    minimal_site.write("pages/index.md", INDEX.replace("tolls fell", "tolls of {region}`lower-river` fell"))
    assert any("[unknown-role]" in line and "region" in line for line in minimal_site.check().lines)


def test_numbers_in_fields_of_custom_kind_need_evidence(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(minimal_site, monkeypatch, "harbour_cards", KIND_MODULE)
    minimal_site.edit("pages/quays/north.md", "depth: 4 metres\n", "evidence: [gauge-office-2031-05]\ndepth: 987 metres\n")
    message = "pages/quays/north.md:4: [field-numbers] “987” in “depth” is in no evidence or claim of the page; "
    assert any(line.startswith(message) for line in minimal_site.check().lines)
    minimal_site.edit("source/references.bib", "annotation = {Counts", "annotation = {The north quay was 987 metres deep. Counts")
    assert "[field-numbers]" not in minimal_site.check().err
    minimal_site.edit("source/references.bib", "was 987 metres deep", "was 987 thousand metres deep")
    assert any(
        line.startswith(message) and line.endswith("; write the number out, as 987000") for line in minimal_site.check().lines
    )


def test_site_can_register_kind_and_rule(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(minimal_site, monkeypatch, "harbour_site", KIND_MODULE)
    minimal_site.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 12 feet\n---\n# North quay\n")
    minimal_site.write(
        "pages/index.md",
        INDEX.replace("tolls fell", "tolls at {quay}`north` fell").replace("register\n", "register\nquays/north\n"),
    )
    assert "pages/quays/north.md:1: [quay-depth] the depth is not in metres; convert it" in minimal_site.check().lines
    page = minimal_site.build().page("quays/north")
    assert "Depth: 12 feet" in " ".join(text_of(field) for field in page.select(".card"))
    assert [text_of(link) for link in page.select(".findings-list a")] != []


def test_pages_are_rewritten_after_change_of_lazily_imported_module(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    lazily_importing = KIND_MODULE.replace(
        '    return [Row("Depth"', "    from late_site.words import DEPTH\n\n    return [Row(DEPTH"
    )
    use_module(minimal_site, monkeypatch, "late_site/__init__", lazily_importing)
    minimal_site.edit("pages/conf.py", "late_site/__init__", "late_site")
    for word in ("Depth", "Deepness"):
        minimal_site.write("pages/_ext/late_site/words.py", f'DEPTH = "{word}"\n')
        assert text_of(minimal_site.build().page("quays/north").select_one(".card")) == f"{word}: 4 metres"
        for name in ("late_site", "late_site.words"):
            del sys.modules[name]


def test_kind_can_define_description_and_links_of_cards(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    card = '[Row("Plan", "a plan", address="https://locks.example/plan")]'
    kind = KIND_MODULE.replace('[Row("Depth", page.meta.depth)]', card).replace(
        "card=card", "card=card, about=lambda page: page.meta.depth"
    )
    use_module(minimal_site, monkeypatch, "plan_site", kind)
    linked = "[the plan](https://locks.example/plan)"
    minimal_site.write(
        "pages/quays/north.md", f"---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n\nSee {linked}.\n"
    )
    minimal_site.edit("pages/index.md", "```{toctree}", ":::{entries} quay\n:::\n\n```{toctree}")
    assert any("[outside-link] “https://locks.example/plan”" in line for line in minimal_site.check().lines), (
        "the link is to no source of the page"
    )
    minimal_site.edit("pages/quays/north.md", "depth:", "evidence: [lock-keepers-2030]\ndepth:")
    assert not any("[outside-link]" in line for line in minimal_site.check().lines)
    assert text_of(minimal_site.build().page("index").select_one("#table-quay tbody")) == "North quay 4 metres 0"


def test_site_can_add_block_to_entries(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(minimal_site, monkeypatch, "mooring_site", BLOCK_MODULE)
    minimal_site.write("pages/quays/north.md", "---\nsummary: The north quay.\ndepth: 4 metres\n---\n# North quay\n\n## Berths\n")
    assert any(
        "[heading-anchor] the anchor of the heading “Berths” is already used" in line for line in minimal_site.check().lines
    )
    minimal_site.edit("pages/quays/north.md", "\n## Berths\n", "")
    built = minimal_site.build()
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
def test_failing_function_of_kind_is_reported(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, body: str, failure: str
) -> None:
    use_module(minimal_site, monkeypatch, f"failing_{len(body)}", KIND_MODULE.replace('[Row("Depth", page.meta.depth)]', body))
    failure = f"pages/_ext/failing_{len(body)}.py:{failure}{'' if '; ' in failure else '; correct it'}"
    assert [line for line in minimal_site.check().lines if "quay" in line] == [
        failure,
    ]
    message = failure.partition("[configuration] ")[2]
    assert any(message in warning for warning in minimal_site.build().warnings)


def test_linked_data_that_is_not_json_is_reported(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    use_module(
        minimal_site, monkeypatch, "set_site", KIND_MODULE.replace("card=card", 'card=card, thing=lambda page: {"@type": {1}}')
    )
    message = "“thing” of the kind “quay” on quays/north fails: TypeError: it returns {'@type': {1}}, not dict[str, JsonValue]"
    assert [line.partition("[")[2] for line in minimal_site.check().lines if "quay" in line] == [
        f"configuration] {message}; correct it"
    ]
    assert any(message in warning for warning in minimal_site.build().warnings)


@pytest.mark.parametrize(
    ("name", "body", "failure"),
    [
        ("key_error", 'return {}["depth"]', "KeyError: 'depth'"),
        ("no_return", "pass", "TypeError: it returns None, not {module}.QuayMeta"),
    ],
)
def test_failing_model_validator_is_reported(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, body: str, failure: str
) -> None:
    validator = f'    @model_validator(mode="after")\n    def is_deep(self):\n        {body}\n'
    text = KIND_MODULE.replace("import Field\n", "import Field, model_validator\n").replace(
        "\n\ndef card", f"\n{validator}\n\ndef card"
    )
    use_module(minimal_site, monkeypatch, f"model_{name}", text)
    line = text.splitlines().index("class QuayMeta(EntryMeta):" if body == "pass" else f"        {body}") + 1
    message = f"the model “QuayMeta” on pages/quays/north.md fails: {failure.format(module=f'model_{name}')}; correct it"
    assert [line for line in minimal_site.check().lines if "quay" in line] == [
        f"pages/_ext/model_{name}.py:{line}: [configuration] {message}"
    ]
    assert any(message in warning for warning in minimal_site.build().warnings)


def test_invalid_nested_field_of_custom_kind_is_reported_with_line(minimal_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    berths = "\n\nclass Berth(Record):\n    depth: int\n\n\nclass QuayMeta(EntryMeta):\n    berths: dict[str, Berth] = {}\n"
    text = KIND_MODULE.replace("\n\nclass QuayMeta(EntryMeta):\n", berths)
    use_module(minimal_site, monkeypatch, "berths_site", f"from dossier.model.source import Record\n{text}")
    minimal_site.edit(
        "pages/quays/north.md", "depth: 4 metres\n", "depth: 4 metres\nberths:\n  a: {}\n  b: {depth: 4, width: 3}\n"
    )
    assert [line for line in minimal_site.check().lines if "[schema]" in line or "[configuration]" in line] == [
        "pages/quays/north.md:5: [schema] berths.a: there is no “depth”; add it",
        "pages/quays/north.md:6: [schema] berths.b: “width” is not a field; remove it",
    ]


BLOCK_BODY = '[nodes.paragraph("", "Two barges may moor.")]'
VIEW_MODULE = (
    BLOCK_MODULE.replace("import entry_block", "import entry_block, view")
    + """

@view("moorings")
def moorings(dossier, docname, subject):
    return []
"""
)
DIRECTIVE_MODULE = (
    KIND_MODULE
    + """

from sphinx.util.docutils import SphinxDirective
from dossier.views.registry import directive


@directive("tides")
class TidesDirective(SphinxDirective):
    def run(self):
        return self.env.tides
"""
)
TABLE_MODULE = (
    f"{KIND_MODULE}\n\nfrom dossier.export.tables import table\n\n\n@table('tides')\ndef tides(dossier):\n    return {{}}[3]\n"
)
OPTION_MODULE = DIRECTIVE_MODULE.replace(
    "    def run(self)", '    option_spec = {"at": lambda depth: {"low": 1}[depth]}\n\n    def run(self)'
)
STYLE_MODULE = KIND_MODULE.replace("SITE = Site(", 'SITE = Site(citation_style=("House", lambda citation: citation.nothing), ')


FAILING = {
    "raises": (BLOCK_MODULE.replace(BLOCK_BODY, "{}[page.id]"), "the block “berths” on quays/north fails: KeyError: 'north'"),
    "bare_node": (
        BLOCK_MODULE.replace(BLOCK_BODY, 'nodes.Text("Two.")'),
        "the block “berths” on quays/north fails: TypeError: it returns <#text: 'Two.'>, not list[docutils.nodes.Element]",
    ),
    "bad_view": (
        VIEW_MODULE.replace("return []", "return {}[docname]"),
        "the view “moorings” on register fails: KeyError: 'register'",
    ),
    "bad_directive": (
        DIRECTIVE_MODULE,
        "the directive “tides” on register fails: AttributeError: 'BuildEnvironment' object has no attribute 'tides'",
    ),
    "no_list": (
        DIRECTIVE_MODULE.replace("self.env.tides", "None"),
        "the directive “tides” on register fails: TypeError: it returns None, not list[docutils.nodes.Node]",
    ),
    "bad_table": (TABLE_MODULE, "the table “tides” fails: KeyError: 3"),
    "bad_option": (OPTION_MODULE, "the option “at” of the directive “tides” fails: KeyError: 'high'"),
    "bad_style": (STYLE_MODULE, "“citation_style” fails: AttributeError: 'Citation' object has no attribute 'nothing'"),
}
"""Modules of a site that fail in a build, each with what is reported."""


@pytest.mark.parametrize(("name", "jobs"), [*((name, 1) for name in FAILING), ("bad_directive", 2), ("raises", 2)])
def test_failing_code_of_site_is_reported_without_traceback(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, jobs: int
) -> None:
    """With two jobs, another process fails, while it reads or while it writes a page."""
    module, (text, message) = f"{name}_{jobs}", FAILING[name]
    use_module(minimal_site, monkeypatch, module, text)
    if registered := re.search(r'^@(?:view|directive)\("(\w+)"\)', text, re.MULTILINE):
        minimal_site.write("pages/register.md", f"{REGISTER}\n:::{{{registered[1]}}}\n:at: high\n:::\n")
    with pytest.raises(SystemExit) as error:
        minimal_site.build(jobs=jobs, html_theme="dossier")
    assert re.fullmatch(rf"pages/_ext/{module}\.py:\d+: \[configuration\] {re.escape(message)}; correct it", str(error.value))


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("raising", "yield page.meta.depht", "fails: AttributeError: 'QuayMeta' object has no attribute 'depht'"),
        ("short", 'yield page.path, 1, "shallow"', "fails: TypeError: it returns ["),
    ],
)
def test_failing_rule_of_site_is_reported_with_line(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, body: str, message: str
) -> None:
    use_module(
        minimal_site,
        monkeypatch,
        f"rule_{name}",
        KIND_MODULE.replace('if "metres" not in page.meta.depth:', "if page:").replace(
            'yield page.path, 1, "the depth is not in metres", "convert it"', body
        ),
    )
    reported = [line for line in minimal_site.check().lines if "quay-depth" in line]
    assert len(reported) == 1
    assert re.match(rf"pages/_ext/rule_{name}\.py:\d+: \[configuration\] the rule “quay-depth” {re.escape(message)}", reported[0])


@pytest.mark.parametrize(
    ("name", "text", "message"),
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
def test_duplicate_registration_is_reported_with_both_places(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, text: str, message: str
) -> None:
    twice = '@rule("title-word", "")\ndef first(dossier):\n    return []\n'
    import_views = "import dossier.views.entry_blocks, dossier.views.references\nfrom dossier.views.registry import view\n"
    use_module(
        minimal_site,
        monkeypatch,
        f"taken_{name}",
        f"{BLOCK_MODULE}\n{import_views}{twice}\n{text}\ndef other(*given):\n    return []\n",
    )
    line = (minimal_site.folder / f"pages/_ext/taken_{name}.py").read_text().splitlines().index("def other(*given):")
    assert re.fullmatch(
        rf"pages/_ext/taken_{name}\.py:{line}: \[configuration\] ValueError: {message}; use another id\n",
        minimal_site.check().err,
    )


@pytest.mark.parametrize(
    ("name", "links", "start", "message"),
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
def test_invalid_links_of_kind_are_reported_with_line(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, links: str, start: str, message: str
) -> None:
    use_module(minimal_site, monkeypatch, f"links_{name}", KIND_MODULE.replace('{"beside": "quay"}, part_of="beside"', links))
    line = next(number for number, row in enumerate(KIND_MODULE.splitlines(), 1) if row.startswith(start))
    assert minimal_site.check().lines == [f"pages/_ext/links_{name}.py:{line}: [configuration] {message}"]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
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
def test_invalid_argument_is_reported_by_check_and_build(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, message: str
) -> None:
    text = KIND_MODULE.replace(old, new)
    use_module(minimal_site, monkeypatch, f"typed_{name}", text)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if new in line)
    reported = [line for line in minimal_site.check().lines if "[configuration]" in line]
    assert len(reported) == 1 and reported[0].startswith(f"pages/_ext/typed_{name}.py:{line}: [configuration] {message}")
    if " on quays/north " not in message:
        with pytest.raises(SystemExit, match=re.escape(reported[0])):
            minimal_site.build()


URL_ADVICE = "write a URL with “https://”, and without a slash at the end"
IMPORT_ADVICE = "correct the name, or add the absolute path of its folder to sys.path"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ('dossier_sauce = "../source"', "there is no setting “dossier_sauce”; did you mean “dossier_source”?"),
        (
            'dossier_source = "../sauce"',
            "“dossier_source”: there is no folder “../sauce”; correct or remove it",
        ),
        ('exclude_patterns = "drafts"', "“exclude_patterns” has a value of type str; use one of type list or tuple"),
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
            "“bibliography_page”: there is no page “registr”; did you mean “register”?",
        ),
        (
            'html_theme_options = {"notice_page": "index", "foot_pages": [["genindex", "Index"], ["about", "About"]]}',
            "“foot_pages”: there is no page “about”; correct or remove it",
        ),
        (
            'html_theme_options = {"notice_without": ["index", "quays"]}',
            "“notice_without”: there is no page “quays/*”; correct or remove it",
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
        ('dossier_repository = "github.com/a/b"', f"“dossier_repository” is “github.com/a/b”; {URL_ADVICE}"),
        ('dossier_repository = "https://a.example/b/"', f"“dossier_repository” is “https://a.example/b/”; {URL_ADVICE}"),
        ('dossier_site = "nowhere"', f"the module “nowhere” cannot be imported: No module named 'nowhere'; {IMPORT_ADVICE}"),
        (
            'dossier_site = "..un"',
            "the module “..un” cannot be imported: the 'package' argument is required to perform a relative import for '..un'; "
            + IMPORT_ADVICE,
        ),
        ('dossier_site = "tests"', "“tests” has no SITE; define SITE = Site(kinds=…) in it"),
    ],
)
def test_invalid_setting_is_reported_by_check_and_build(minimal_site: Site, setting: str, message: str) -> None:
    minimal_site.edit("pages/conf.py", 'dossier_source = "../source"', setting)
    line = (minimal_site.folder / "pages/conf.py").read_text().splitlines().index(setting) + 1
    reported = f"pages/conf.py:{line}: [configuration] {message}"
    assert minimal_site.check().lines == [reported]
    with pytest.raises(SystemExit) as error:
        minimal_site.build()
    assert str(error.value) == reported


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ("{% endblok %}", "unknown tag 'endblok'"),
        ("{{ x|shot }}", "No filter named 'shot'"),
        ("{{ lost() }}", "UndefinedError: 'lost' is undefined"),
        ("{% include 'lost.html' %}", "TemplateNotFound: .*lost.html"),
    ],
)
def test_template_error_is_reported_with_line(ports: Site, mistake: str, message: str) -> None:
    ports.edit("pages/_templates/layout.html", "<footer>", f"\n{mistake}<footer>")
    line = (ports.folder / "pages/_templates/layout.html").read_text().partition(mistake)[0].count("\n") + 1
    where = re.escape(f"pages/_templates/layout.html:{line}: [configuration] ")
    with pytest.raises(SystemExit, match=rf"^{where}.*{message}.*(?<!\.); correct it$"):
        ports.build()


def test_wrong_option_is_reported_on_its_line(minimal_site: Site) -> None:
    minimal_site.write("pages/conf.py", 'extensions = ["dossier"]\nhtml_theme_options = {\n    "locale": "en-GB",\n}\n')
    assert [line.partition(" [")[0] for line in minimal_site.check().lines] == ["pages/conf.py:3:"]


def test_misspelt_setting_for_html_is_reported_by_build(minimal_site: Site) -> None:
    minimal_site.edit("pages/conf.py", "dossier_source", 'html_base_url = "https://lantern.example/"\ndossier_source')
    with pytest.raises(SystemExit, match=r"there is no setting “html_base_url”; did you mean “html_baseurl”\?$"):
        minimal_site.build()


def test_lack_of_extension_is_reported_by_check(minimal_site: Site) -> None:
    minimal_site.edit("pages/conf.py", '"dossier"', '"dossier", "sphinx_dosier.ext"')
    assert [line.partition("] ")[2] for line in minimal_site.check().lines] == [
        "there is no extension “sphinx_dosier.ext”; correct its name, or install it"
    ]


@pytest.mark.parametrize("address", ["lantern.example", "foo", "https://lantern.example", "ftp://lantern.example/"])
def test_invalid_base_url_is_reported_by_check_and_build(minimal_site: Site, address: str) -> None:
    minimal_site.edit("pages/conf.py", "dossier_source", f'html_baseurl = "{address}"\ndossier_source')
    line = (minimal_site.folder / "pages/conf.py").read_text().splitlines().index(f'html_baseurl = "{address}"') + 1
    message = f"“html_baseurl” is “{address}”; write a URL with “https://”, and with a slash at the end"
    reported = f"pages/conf.py:{line}: [configuration] {message}"
    assert minimal_site.check().lines == [reported]
    with pytest.raises(SystemExit) as error:
        minimal_site.build()
    assert str(error.value) == reported


@pytest.mark.parametrize(
    ("text", "message"),
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
def test_unusable_configuration_is_reported_once(ports: Site, text: str | None, message: str) -> None:
    ports.remove("pages/conf.py")
    if text is not None:
        ports.write("pages/conf.py", text)
    assert ports.check().lines == [message]


def test_error_in_module_of_site_is_reported_with_line(minimal_site: Site) -> None:
    minimal_site.edit(
        "pages/conf.py", "dossier_source", 'import sys\nsys.path.insert(0, ".")\ndossier_site = "amiss"\ndossier_source'
    )
    minimal_site.write("amiss.py", "import dossier\n\nclass Quay\n")
    assert minimal_site.check().err.endswith("amiss.py:3: [configuration] expected ':'; correct it\n")
    minimal_site.write("amiss.py", "import dossier\n\nfrom dossier.model.kinds import Kin\n")
    assert "amiss.py:3: [configuration] ImportError: cannot import name 'Kin'" in minimal_site.check().err
    minimal_site.write("amiss.py", "import sys\n\nsys.exit(3)\n")
    assert minimal_site.check().err.endswith("amiss.py:3: [configuration] SystemExit: 3; correct it\n")


@pytest.mark.parametrize(
    ("name", "other", "message"),
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
def test_invalid_kind_is_reported_with_line(
    minimal_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, other: str, message: str
) -> None:
    monkeypatch.syspath_prepend(str(minimal_site.folder))
    minimal_site.edit("pages/conf.py", "dossier_source", f'dossier_site = "{name}"\ndossier_source')
    imports = "from dossier.model.kinds import Kind\nfrom dossier.model.site import Site\n"
    minimal_site.write(f"{name}.py", f'{imports}\nSITE = Site(kinds=(Kind("quay", "quays", "Quay", "Quays"){other}))\n')
    assert minimal_site.check().err.endswith(
        f"{name}.py:4: [configuration] {message}{'' if '; ' in message else '; correct it'}\n"
    )


def test_unknown_citation_in_finding_is_reported(minimal_site: Site) -> None:
    minimal_site.edit("pages/index.md", "tolls fell", "tolls fell, says {cite:t}`lost`")
    reported = [line for line in minimal_site.check().lines if "“lost”" in line]
    assert [line.partition(";")[0] for line in reported] == [
        "pages/index.md:9: [unknown-reference] “lost” is not in the bibliography"
    ]


def test_nested_finding_is_reported_and_page_is_built(minimal_site: Site) -> None:
    minimal_site.edit("pages/index.md", "tolls fell.\n", "tolls fell.\n\n:::{finding} tolls-rose\n:from: TOLL-1\nTolls rose.\n")
    assert any("dossier.unclosed" in warning for warning in minimal_site.build(html_theme="dossier").warnings)


def test_title_of_site_defaults_to_project_name(minimal_site: Site) -> None:
    assert minimal_site.build(html_theme="dossier").page("register").title.string == "Register - The river ports"

"""The rules: what they accept, and problems that they report once, without consequences."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import NoReturn

import pytest

from dossier.graph import Dossier, support_of
from dossier.model.problem import Problem
from dossier.model.source import Support
from dossier.parser.pages import read_pages
from dossier.parser.settings import use_folder
from dossier.parser.source import read_source
from dossier.rules import rules
from tests.support import Site


@pytest.mark.parametrize(
    "text",
    [
        "It follows resolution 99, which has no page.",
        "It follows {resolution}`114`, {resolution}`resolution 114 <114>` and `resolution 114`.",
        "In 114 of the cases it was adopted.",
        "This page is about resolution 207.",
    ],
)
def test_text_without_bare_resolution(ports: Site, text: str) -> None:
    ports.edit("pages/resolutions/207.md", "It follows {resolution}`the first one <114>`.", text)
    assert [line for line in ports.check().lines if "[bare-resolution]" in line] == []


def test_correction_of_low_confidence_need_not_be_applied(ports: Site) -> None:
    ports.edit("source/passages/lower.yaml", "confidence: high", "confidence: low")
    ports.edit("pages/regions/lower-river.md", ":corrects: LOW-1a\n", "")
    assert ports.check().lines == []


def test_correction_of_high_confidence_must_be_applied(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", ":corrects: LOW-1a\n", "")
    assert ports.check().lines == [
        "source/passages/lower.yaml:22: [uncorrected] no finding applies correction LOW-1a; "
        "state the corrected reading in a finding on LOW-1 and add “:corrects: LOW-1a”"
    ]


@pytest.mark.parametrize(("page", "index"), [("quays/index", "index"), ("regions/quay", "regions/index")])
def test_page_outside_toctree_is_reported_with_nearest_index(ports: Site, page: str, index: str) -> None:
    ports.write(f"pages/{page}.md", "# Quays\n\nThere are quays.\n")
    advice = f"add it to the {{toctree}} of pages/{index}.md"
    message = f"pages/{page}.md:1: [lost-page] no table of contents contains this page; {advice}"
    assert message in ports.check().lines


def test_toctree_may_use_glob(ports: Site) -> None:
    ports.write("pages/actors/index.md", "# Actors\n\n```{toctree}\n:glob:\n\n*\n```\n")
    ports.edit("pages/index.md", "actors/harbour-board\nactors/gauge-office\n", "actors/index\n")
    assert ports.check().lines == []


@pytest.mark.parametrize("name", ["../views.md", "/views.md"])
def test_link_to_page_with_suffix_is_reported(ports: Site, name: str) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", f"{{doc}}`../views` and {{doc}}`{name}` show it. It follows")
    (problem,) = ports.check().lines
    advice = "use the path of a page relative to this one, without .md"
    assert problem.endswith(f"[dead-link] there is no page “{name}”; {advice}")


def test_evidence_of_figures_and_corrections_counts_for_passage(ports: Site) -> None:
    ports.edit(
        "source/passages/lower.yaml",
        "  evidence:\n  - reference: gauge-office-2031-05\n    supports: About 4,000 barges called at Ostrel.\n",
        "",
    )
    assert ports.check().lines == []


def test_heading_without_derivable_anchor_needs_explicit_one(ports: Site) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", "(in-arabic)=\n## العربية\n\n(year-2030)=\n## 2030\n\nIt follows")
    assert ports.check().lines == []
    ports.edit("pages/resolutions/207.md", "(year-2030)=\n", "")
    assert [line.split("]")[0] for line in ports.check().lines] == ["pages/resolutions/207.md:15: [heading-anchor"]


@pytest.mark.parametrize("name", ["regions/.#river.md", "regions/._river.md", ".hidden/page.md"])
def test_hidden_files_are_ignored(ports: Site, name: str) -> None:
    ports.write(f"pages/{name}", b"\0\0")
    ports.write("source/passages/.#tolls.yaml", "[")
    ports.write("source/releases/.1.0.json", "[")
    assert ports.check().lines == []


def test_symbolic_links_are_reported(ports: Site, tmp_path: Path) -> None:
    for name in ("pages/glossary.md", "pages/regions"):
        (tmp_path / "elsewhere").mkdir(exist_ok=True)
        moved = (ports.folder / name).rename(tmp_path / "elsewhere" / Path(name).name)
        (ports.folder / name).symlink_to(moved)
    assert [line.partition(" this")[0] for line in ports.check().lines if "[stray-file]" in line] == [
        "pages/glossary.md:1: [stray-file]",
        "pages/regions:1: [stray-file]",
    ]


@pytest.mark.parametrize(
    "text",
    ["[x](https://[host]/)", f"[x]({'a' * 1500}.md)", "[x](a%00b.md)", f"![y]({'b' * 300}.png)", "0000-00-00", "[" * 1900],
)
def test_odd_text_does_not_raise_exception(ports: Site, text: str) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", f"{text}\n\nIt follows")
    ports.check()


@pytest.mark.parametrize(
    ("text", "is_reported"),
    [
        ("##Locks", True),
        ("| a | b |\n|---|\n| c | d |", True),
        ("See [the lock][lock].", True),
        ("It is `code and no more.", True),
        ("It follows the  \nfirst one.", True),
        ("| a | b |\n|---|---|\n| c | d |", False),
        ("It is ``code with a ` in it`` [sic], and C#.", False),
    ],
)
def test_unparsed_markup_is_reported(ports: Site, text: str, is_reported: bool) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", f"{text}\n\nIt follows")
    assert ("[stray-mark]" in ports.check().err) is is_reported


def test_roles_and_findings_in_code_are_not_checked(ports: Site) -> None:
    ports.edit(
        "pages/index.md",
        "\n```{toctree}",
        "\nWrite ``{region}`nowhere` ``:\n\n````markdown\n:::{finding} example\n:from: NO-1\n:::\n````\n\n```{toctree}",
    )
    assert ports.check().lines == []


def test_option_without_second_colon_is_reported_once(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", ":from: LOW-1\n", ":from LOW-1\n")
    (problem,) = ports.check().lines
    assert problem.endswith("[unknown-option] the option “:from” lacks its second colon; write “:from:”")


REPEATING_REFERENCES = "".join(
    f"@misc{{{key},\n  label = {{{key}}},\n  title = {{On tolls}},\n  kind = {{news}},\n  tier = {{direct}},\n{more}}}\n\n"
    for key, more in (("copy", "  repeats = {gauge-office-2031-05},\n"), ("other", ""))
)


def test_correction_of_kind_doubt_has_no_reading(ports: Site) -> None:
    ports.edit("source/passages/lower.yaml", "kind: wording", "kind: doubt")
    assert ports.check().lines == [
        "source/passages/lower.yaml:22: [schema] passages.LOW-1.corrections.LOW-1a: a doubt has no reading; remove it"
    ]


def test_figure_must_have_support_of_its_findings(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", ":evidence: gauge-office-2031-05\n:corrects: LOW-1a", ":corrects: LOW-1a")
    assert [line.partition(";")[0] for line in ports.check().lines] == [
        "source/passages/lower.yaml:7: [figure-support] ostrel-barges is “Corroborated”, but “ostrel-barges-2030”, "
        "which states it, is “Single source”"
    ]


def test_background_reference_does_not_corroborate(ports: Site) -> None:
    ports.edit("source/references.bib", "tier = {event}", "tier = {context}")
    assert "[context-evidence]" in ports.check().err
    assert "[figure-support]" not in ports.check().err


def test_figures_and_events_from_public_record_are_not_corroborated(ports: Site) -> None:
    ports.edit("source/events.yaml", "  passages: [LOW-1]\n", "")
    ports.edit("source/passages/lower.yaml", "qualifier: about", "qualifier: about\n    origin: record")
    ports.edit("pages/regions/lower-river.md", ":evidence: gauge-office-2031-05\n:corrects: LOW-1a", ":corrects: LOW-1a")
    dossier = Dossier(read_source(ports.folder / "source"), read_pages(ports.folder / "pages")[0])
    _passage, barges = dossier.figures["ostrel-barges"]
    assert [support_of(dossier, stated).id for stated in (*dossier.source.events, barges)] == ["public-record"] * 2
    assert "[figure-support]" not in ports.check().err


def test_repeating_references_count_once_with_nearest_tier(ports: Site) -> None:
    ports.edit("source/references.bib", "@misc{gauge-office-2031-05,", REPEATING_REFERENCES + "@misc{gauge-office-2031-05,")
    dossier = Dossier(read_source(ports.folder / "source"), read_pages(ports.folder / "pages")[0])
    assert str(dossier.support(("gauge-office-2031-05",))) == "Corroborated by 1 other source, on the same matter"
    assert str(dossier.support(("gauge-office-2031-05", "copy"))) == "Corroborated by 1 other source, on the report itself"
    assert str(dossier.support(("gauge-office-2031-05", "other"))) == (
        "Corroborated by 2 other sources, 1 of them on the report itself"
    )


def test_digest_does_not_corroborate_events(ports: Site) -> None:
    ports.edit("source/events.yaml", "evidence: [gauge-office-2031-05]", "evidence: [port-digest]")
    dossier = Dossier(read_source(ports.folder / "source"), read_pages(ports.folder / "pages")[0])
    assert [support_of(dossier, event) for event in dossier.source.events] == [Support(0)]


def test_register_page_without_title_is_reported_once(ports: Site) -> None:
    ports.edit("pages/evidence/lower.md", "# Register: The lower river\n", "")
    assert [line for line in ports.check().lines if "configuration" in line or "unprinted" in line] == []
    assert any("[title]" in line for line in ports.check().lines)


TEXT_FIELDS = ("mentions", "blocks", "marks", "anchors")
"""The fields of a page with text that belongs to no record."""


class Unreadable(list[object]):
    """A list that raises an exception when it is read."""

    def __iter__(self) -> NoReturn:
        raise AssertionError


def test_record_rules_read_only_records(tmp_path: Path) -> None:
    site = Site(tmp_path, "test-broken").folder
    use_folder(site / "pages")
    source, pages = read_source(site / "source"), read_pages(site / "pages")[0]
    record_rules = [rule for rule in rules().values() if rule.reads == "records"]
    expected = [rule.problems(Dossier(source, pages)) for rule in record_rules]
    assert all(expected)
    linked = Dossier(source, pages)
    for page, name in product(pages.values(), TEXT_FIELDS):
        object.__setattr__(page, name, Unreadable())
    assert [rule.problems(linked) for rule in record_rules] == expected


def test_page_rules_read_one_page_at_a_time(tmp_path: Path) -> None:
    site = Site(tmp_path, "test-broken").folder
    use_folder(site / "pages")
    dossier = Dossier(read_source(site / "source"), read_pages(site / "pages")[0])
    page_rules = [rule for rule in rules().values() if rule.reads == "page"]
    expected = [rule.problems(dossier) for rule in page_rules]
    assert all(expected)
    texts = {(docname, name): getattr(page, name) for docname, page in dossier.pages.items() for name in TEXT_FIELDS}
    problems_by_page: list[set[Problem]] = [set() for _ in page_rules]
    for docname in dossier.pages:
        for (other, name), text in texts.items():
            object.__setattr__(dossier.pages[other], name, text if other == docname else Unreadable())
        for problems, rule in zip(problems_by_page, page_rules, strict=True):
            problems |= rule.problems(dossier.checking([docname]))
    assert problems_by_page == expected


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("pages/regions/lower-river.md", ":from: LOW-2, LOW-1", ":from: LOW-1, LOW-20", "unknown-passage"),
        ("pages/regions/lower-river.md", "05\n:corrects", "06\n:corrects", "unknown-reference"),
        ("pages/regions/lower-river.md", ":corrects: LOW-1a", ":corrects: LOW-1b", "unknown-correction"),
        ("pages/regions/lower-river.md", "{finding} silt-in-the-channel", "{finding} ostrel-barges-2030", "duplicate-id"),
        ("pages/regions/lower-river.md", "{finding} silt-in-the-channel", "{finding} Silt in the_channel", "finding-id"),
        ("pages/resolutions/207.md", "adopted: '2030'", "adopted: 2014-12-91", "schema"),
        ("source/passages/lower.yaml", "reference: gauge-office-2031-05", "reference: gauge-office", "unknown-reference"),
    ],
)
def test_consequences_of_mistake_are_not_reported(ports: Site, path: str, old: str, new: str, rule: str) -> None:
    assert ports.command("release", "1.0", "--date", "2031-06-01", "--pages", "pages", "--source", "source").status == 0
    ports.edit(path, old, new)
    consequences = ("lost-support", "figure-support", "vanished", "prose-numbers", "register-numbers", "paraphrase-numbers")
    reported = {line.split("[")[1].split("]")[0] for line in ports.check().lines}
    assert rule in reported
    assert not reported.intersection(consequences)


def test_consequences_of_missing_finding_id_are_not_reported(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", ":::{finding}")
    ports.edit("pages/regions/lower-river.md", ":::{finding} silt-in-the-channel", ":::{finding} !")
    assert [line.partition(";")[0] for line in ports.check().lines] == [
        "pages/regions/lower-river.md:17: [finding-id] the finding has no id",
        "pages/regions/lower-river.md:26: [finding-id] “!” is not a valid id for a finding",
    ]


def test_unclosed_fence_does_not_hide_unused_reference(ports: Site) -> None:
    ports.edit("pages/glossary.md", "# Glossary", "# Glossary\n\n:::{note} There is no end.\n")
    ports.edit("source/references.bib", "@misc{gauge-office-2031-05,", REPEATING_REFERENCES + "@misc{gauge-office-2031-05,")
    assert {line.split("[")[1].split("]")[0] for line in ports.check().lines} >= {"unclosed", "unused-reference"}


def test_suggested_page_has_relative_path(ports: Site) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", "{doc}`../evidence/lowr` and {doc}`upper-rivr` show it. It follows")
    assert [line.partition("] ")[2] for line in ports.check().lines] == [
        "there is no page “../evidence/lowr”; did you mean “../evidence/lower”?",
        "there is no page “upper-rivr”; did you mean “../regions/upper-river”?",
    ]


def test_raw_html_is_reported_once(ports: Site) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", "It <b>follows</b>")
    (problem,) = ports.check().lines
    assert "[raw-html] “<b>” is raw HTML" in problem


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (":::{dropdown} Of 987, {nowhere}`x`\nWords.\n:::", 9),
        (":::{note} There were 987, {nowhere}`x`\n:class: tip\nWords.\n:::", 9),
        (":::{figure} map.png\n:alt: A map\n\nOf 987, {nowhere}`x`\n:::", 12),
        (":::{search-box}\nOf 987, {nowhere}`x`\n:::", 10),
        ("```{code-block} text\n:caption: {nowhere}`x`\nWords\n```", 10),
    ],
)
def test_titles_captions_options_and_text_of_directives_are_checked(ports: Site, text: str, line: int) -> None:
    with (ports.folder / "pages/threat/silting.md").open("a") as page:
        page.write(f"\n{text}\n")
    reported = [problem.split("]")[0] for problem in ports.check().lines if "nowhere" in problem or "987" in problem]
    numbers = [f"pages/threat/silting.md:{line}: [prose-numbers"] * ("987" in text)
    assert reported == [*numbers, f"pages/threat/silting.md:{line}: [unknown-role"]


def test_misspelt_option_for_alternative_text_is_reported(ports: Site) -> None:
    ports.write("pages/threat/map.png", b"\x89PNG")
    with (ports.folder / "pages/threat/silting.md").open("a") as page:
        page.write("\n:::{figure} map.png\n:width: 50%\n:atl: A map\n:::\n")
    (problem,) = [line for line in ports.check().lines if "[image-alt]" in line]
    assert problem.endswith("] the image “map.png” has no alternative text; correct “:atl:” to “:alt:”")


def test_finding_on_page_with_invalid_front_matter_is_not_stray(ports: Site) -> None:
    text = ":::{finding} tolls-fell\n:from: TOLL-1\nAccording to the Digest, tolls fell.\n:::\n"
    ports.write("pages/tolls.md", f"---\nsummary: Tolls\n---\n# Tolls\n\n{text}")
    assert any("[stray-finding]" in line for line in ports.check().lines)
    ports.edit("pages/tolls.md", "summary: Tolls", "sumary: Tolls")
    assert not any("[stray-finding]" in line for line in ports.check().lines)


def test_unknown_section_is_reported_once_per_file(ports: Site) -> None:
    ports.edit("source/passages/lower.yaml", "section: LOW", "section: LWO")
    problems = [line for line in ports.check().lines if "[unknown-section]" in line and line.startswith("source/")]
    assert problems == ["source/passages/lower.yaml:1: [unknown-section] the report has no section LWO; use one of LOW, UP, TOLL"]


def test_unknown_reference_of_report_is_reported_once(ports: Site) -> None:
    ports.edit("source/report.yaml", "digest: port-digest\ndigest_name: Digest\n", "")
    ports.edit("source/report.yaml", "reference: rp-2031-7", "reference: rp-2031-8")
    message = "source/report.yaml:4: [unknown-reference] “rp-2031-8” is not in the bibliography; did you mean “rp-2031-7”?"
    assert [line for line in ports.check().lines if "rp-2031-8" in line] == [message]

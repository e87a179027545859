"""Citations of pages and findings in four formats, read back with a parser for each format."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import rispy
from pybtex.database import parse_string

from tests.support import Built, Site, links, text_of

PAGE = "regions/lower-river"
KEYS = ["rp-2031-7.regions.lower-river", "rp-2031-7.ostrel-barges-2030", "rp-2031-7.silt-in-the-channel"]
WORDS = "Ostrel handled about 4,000 barges in 2030, by the count of the Office."
CHECKSUM = hashlib.sha256(WORDS.encode()).hexdigest()[:12]
REPORT = "River Commission, “Report on the state of the river ports” (RP/2031/7), 20 May 2031"
REPORT_IN_DIGEST = (
    f"{REPORT}, as summarized in Port Chronicle, “Digest of the report on the river ports”, June 2031, The lower river"
)
EVIDENCE = "“Counts of barges”, Gauge Office, 2 May 2031, https://gauge.example/counts"
SUPPORT = "Corroborated by 1 other source, on the same matter; summary corrected: wording"
NOTE = f"{REPORT_IN_DIGEST}, passage LOW-1. See also {EVIDENCE}. {SUPPORT}. SHA-256 of the text begins {CHECKSUM}."
CSL_NAMES = {"id", "type", "title", "container-title", "URL", "note", "abstract", "version", "issued"}
"""The fields of CSL-JSON items, version 1.0.2, that are in use."""


def read_bibtex(folder: Path) -> dict[str, dict[str, str]]:
    """Read the BibTeX entries of the page with pybtex."""
    entries = parse_string((folder / f"cite/{PAGE}.bib").read_text(), "bibtex").entries
    return {key: {name: value.strip("{}") for name, value in entry.fields.items()} for key, entry in entries.items()}


def read_ris(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the RIS records of the page with rispy."""
    return {record["id"]: record for record in rispy.loads((folder / f"cite/{PAGE}.ris").read_text())}


def read_csl(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the CSL-JSON items of the page."""
    return {item["id"]: item for item in json.loads((folder / f"cite/{PAGE}.csl.json").read_text())}


def read_un_style(folder: Path) -> list[str]:
    """Read the citations of the page in United Nations style."""
    return (folder / f"cite/{PAGE}.txt").read_text().strip().split("\n\n")


def test_citation_files_have_page_then_findings_in_order(built_ports: Built) -> None:
    pages = [path for path in built_ports.folder.rglob("*.csl.json")]
    assert len(pages) == len([*(Path(__file__).parents[1] / "roots/test-ports/pages").rglob("*.md")])
    for read in (read_bibtex, read_ris, read_csl):
        assert list(read(built_ports.folder)) == KEYS
    assert len(read_un_style(built_ports.folder)) == len(KEYS)


def test_citation_of_finding_has_locator_evidence_and_text(built_ports: Built) -> None:
    entry, record, item = (read(built_ports.folder)[KEYS[1]] for read in (read_bibtex, read_ris, read_csl))
    title, site = "Lower river: finding ostrel-barges-2030", "The river ports"
    assert entry == {"title": title, "howpublished": site, "note": NOTE, "abstract": WORDS}
    what = {"id": KEYS[1], "type": "webpage", "title": title, "container-title": site}
    assert item == {**what, "note": NOTE, "abstract": WORDS}
    assert record["type_of_reference"] == "ELEC"
    assert (record["title"], record["secondary_title"]) == (title, site)
    assert (record["notes"], record["abstract"]) == ([NOTE], WORDS)
    assert read_un_style(built_ports.folder)[1] == (
        f"{REPORT_IN_DIGEST}, passage LOW-1. See also {EVIDENCE}. Finding ostrel-barges-2030: “{WORDS}” ({SUPPORT}), "
        f"“Lower river”, The river ports."
    )


def test_page_shows_citation_and_links_to_files(built_ports: Built) -> None:
    block = built_ports.page(PAGE).select_one("details #cite-this-page")
    assert text_of(block.p) == read_un_style(built_ports.folder)[0]
    assert text_of(block.p) == f"“Lower river”, The river ports, on {REPORT_IN_DIGEST}."
    offered = [f"../cite/{PAGE}{suffix}" for suffix in (".txt", ".bib", ".ris", ".csl.json")]
    assert [address for _, address in links(block)] == offered


def test_cite_link_of_finding_leads_to_its_citation(built_ports: Built) -> None:
    page = built_ports.page(PAGE)
    cited = {control["href"].removeprefix("#"): text_of(control) for control in page.select(".finding .cites")}
    assert cited == {"ostrel-barges-2030-citation": "Cite", "silt-in-the-channel-citation": "Cite"}
    assert [text_of(page.select_one(f"details #{id}")) for id in cited] == read_un_style(built_ports.folder)[1:]


def test_citation_has_url_and_release_with_same_text(rebuilt_ports: Site) -> None:
    released = rebuilt_ports.command("release", "1.2", "--date", "2031-09-01", "--pages", "pages", "--source", "source")
    assert released.status == 0, released.err
    rebuilt_ports.edit("pages/regions/lower-river.md", "narrowed the channel", "narrowed the fairway")
    folder = rebuilt_ports.build(only=PAGE, html_baseurl="https://ports.example/").folder
    page, unchanged, changed = (read_csl(folder)[key] for key in KEYS)
    assert unchanged["URL"] == "https://ports.example/regions/lower-river.html#ostrel-barges-2030"
    assert (unchanged["version"], unchanged["issued"]) == ("1.2", {"date-parts": [[2031, 9, 1]]})
    assert unchanged.keys() <= CSL_NAMES
    assert (
        changed["version"]
        == page["version"]
        == read_bibtex(folder)[KEYS[0]]["version"]
        == read_ris(folder)[KEYS[0]]["edition"]
        == "1.2, changed since"
    )
    assert not {"issued", "year", "date"} & {*page, *changed, *read_bibtex(folder)[KEYS[0]], *read_ris(folder)[KEYS[0]]}, (
        "the date of a change since the release is unknown"
    )
    assert "“Lower river”, The river ports, release 1.2, 1 September 2031, changed since, on" in read_un_style(folder)[0]
    assert read_bibtex(folder)[KEYS[1]].items() >= {"version": "1.2", "date": "2031-09-01", "year": "2031"}.items()
    assert read_ris(folder)[KEYS[1]].items() >= {"edition": "1.2", "date": "2031/09/01", "year": "2031"}.items()
    assert read_un_style(folder)[1].endswith(f"The river ports, release 1.2, 1 September 2031. Available at {unchanged['URL']}.")
    assert (read_bibtex(folder)[KEYS[1]]["url"], read_ris(folder)[KEYS[1]]["urls"]) == (unchanged["URL"], [unchanged["URL"]])


def test_page_has_templates_for_adding_url_to_citations(ports: Site) -> None:
    built = ports.build(only=PAGE, html_theme="dossier")
    addressed = ports.build("addressed", only=PAGE, html_theme="dossier", html_baseurl="https://ports.example/").folder
    files = built.page(PAGE).select(".cite-files a")
    assert len(files) == 4
    for file in files:
        name = f"cite/{str(file['href']).rpartition('cite/')[2]}"
        bare, addressed_text = ((folder / name).read_text() for folder in (built.folder, addressed))
        records = json.loads(bare) if name.endswith("json") else bare.strip().split("\n\n")
        for address, record in zip(("", "#ostrel-barges-2030", "#silt-in-the-channel"), records, strict=True):
            text = json.dumps([record], ensure_ascii=False, indent=1) if name.endswith("json") else record.strip()
            assert text.endswith(str(file["data-end"]))
            added = str(file["data-address"]).replace("{address}", f"https://ports.example/{PAGE}.html{address}")
            made = f"{text.removesuffix(str(file['data-end']))}{added}{file['data-end']}"
            assert (made[1:-2] if name.endswith("json") else made) in addressed_text


def test_special_characters_in_text_are_escaped(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit(
        "pages/regions/lower-river.md", "*Ostrel* handled", 'Ostrel } 100 % of & $5_000 #1 a~b ^c \\\\ "d" é ş داعش handled'
    )
    folder = rebuilt_ports.build(only=PAGE).folder
    for read in (read_bibtex, read_ris, read_csl):
        assert list(read(folder)) == KEYS
    words = read_csl(folder)[KEYS[1]]["abstract"]
    assert words.startswith("Ostrel } 100 % of & $5_000 #1 a~b ^c ")
    assert read_ris(folder)[KEYS[1]]["abstract"] == words
    assert r"\textbraceright{} 100 \% of \& \$5\_000 \#1 a\textasciitilde{}b" in read_bibtex(folder)[KEYS[1]]["abstract"]

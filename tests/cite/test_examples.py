"""The examples in the guide to citing equal the citations that the site generates."""

from __future__ import annotations

import re
from pathlib import Path

from dossier.cite import as_text, citations
from dossier.graph import Dossier
from dossier.locale import long_date
from dossier.parser.pages import read_pages
from dossier.parser.source import read_source

PROJECT = Path(__file__).parents[2]
TITLE = "The Ninth ISIL (Da'esh) Report: a structured reference"
RELEASE = re.compile(r", release [\d.]+, \d+ \w+ \d{4}(, changed since)?")


def remove_address_and_release(text: str) -> str:
    """Remove the address and the release from a citation, which depend on the site and its releases."""
    return RELEASE.sub("", text.partition(" Available at")[0]).strip()


def test_examples_in_guide_equal_generated_citations() -> None:
    dossier = Dossier(read_source(PROJECT / "source"), read_pages(PROJECT / "docs")[0])
    page, *findings = citations(dossier, dossier.pages["regions/west-africa"], TITLE)
    finding = next(made for made in findings if made.finding == "iswap-foreign-recruits")
    guide = (PROJECT / "docs/report/how-to-cite.md").read_text()
    texts = re.findall(r"```text\n(.*?)\n```", guide)
    examples = [remove_address_and_release(text) for text in texts if "Available at" in text]
    assert examples == [remove_address_and_release(as_text([made])) for made in (finding, page)]
    report, meeting, digest = dossier.source.report, *dossier.source.cited(["s-pv-8605", "spotlight-11"])
    in_full = f"United Nations, Security Council, {report.title}, {report.symbol}, {long_date(report.date)}."
    of_digest = f'{digest.publisher}, Spotlight On, Special Reports 11 (March 2020), section "Repatriation", on {report.symbol}.'
    other_examples = [f"{report.symbol}.", in_full, f"{meeting.label}, {long_date(meeting.date)}.", of_digest]
    assert [text for text in texts if "Available at" not in text] == other_examples

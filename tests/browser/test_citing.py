"""A reader cites a finding or a page, with and without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import rispy
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from tests.browser.conftest import WITH_THE_CLIPBOARD, WITHOUT_JAVASCRIPT

FINDING = "iswap-strength"
READS: dict[str, Callable[[str], list[str]]] = {
    "UN style": lambda text: re.findall(r"Available at (\S+)\.$", text, re.MULTILINE),
    "BibTeX": lambda text: [entry.fields["url"] for entry in parse_string(text, "bibtex").entries.values()],
    "RIS": lambda text: [record["urls"][0] for record in rispy.loads(text)],
    "CSL-JSON": lambda text: [item["URL"] for item in json.loads(text)],
}
"""The addresses in a file of each form."""


@WITH_THE_CLIPBOARD
def test_citation_of_a_finding_is_copied_and_downloaded(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.locator(f"#{FINDING}").get_by_role("button", name="Cite").press("Enter")
    dialog = page.get_by_role("dialog", name="Cite “Islamic State West Africa Province (ISWAP) was put at ...”")
    expect(dialog.get_by_label("Citation", exact=True)).to_contain_text("in Islamic Military Counter Terrorism Coalition, “The")

    expect(dialog.get_by_label("Citation", exact=True)).to_contain_text(f"Available at {page.url.partition('#')[0]}#{FINDING}.")
    expect(page.locator("#cite-this-page .cite-text").first).to_contain_text(f"Available at {page.url.partition('#')[0]}.")
    expect(page.locator(f"#{FINDING}-citation")).to_contain_text(f"Available at {page.url.partition('#')[0]}#{FINDING}.")

    dialog.get_by_role("radio", name="BibTeX").check()
    expect(dialog.get_by_label("Citation", exact=True)).to_contain_text(f"#{FINDING}}}")
    dialog.get_by_role("button", name="Copy", exact=True).click()
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@misc{s-2019-612.iswap-strength,") and copied.count("@misc") == 1

    dialog.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()") == f"{page.url.partition('#')[0]}#{FINDING}"

    with page.expect_download() as download:
        dialog.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == f"{FINDING}.bib"
    assert download.value.path().read_text() == copied
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(f"#{FINDING} .cites")).to_be_focused()


@WITHOUT_JAVASCRIPT
def test_finding_links_to_its_citation_without_javascript(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.locator(f"#{FINDING}").get_by_role("link", name="Cite").click()
    citation = page.locator(f"#{FINDING}-citation")
    expect(citation).to_be_in_viewport()
    expect(citation).to_contain_text(f"Finding {FINDING}: “Islamic State West Africa Province (ISWAP) was put")
    block = page.locator("#cite-this-page")
    expect(block).to_contain_text("“West Africa”, The Ninth ISIL (Da'esh) Report: a structured reference, ")
    expect(block).to_contain_text("(Spotlight On, Special Reports no. 11)”, March 2020, Regional trends: Africa.")
    expect(block).to_contain_text("This copy of the site does not know its own address.")
    expect(block).not_to_contain_text("Available at")
    with page.expect_download() as download:
        block.get_by_role("link", name="RIS").click()
    assert "\nUR  -" not in download.value.path().read_text()


def test_downloaded_citations_have_the_current_address(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.locator("details.cite-this").evaluate("block => { block.open = true }")
    for form in ("UN style", "BibTeX", "RIS", "CSL-JSON"):
        with page.expect_download() as download:
            page.locator("#cite-this-page").get_by_role("link", name=form).click()
        text = download.value.path().read_text()
        assert download.value.suggested_filename.startswith("west-africa.")
        holds = READS[form](text)
        assert holds[0] == page.url
        assert f"{page.url}#{FINDING}" in holds
        assert len(holds) == 1 + page.locator(".finding .cites").count(), form


def test_dialog_is_opened_above_the_title_and_at_the_foot_and_names_the_page(page: Page) -> None:
    page.goto("regions/west-africa.html")
    dialog = page.get_by_role("dialog", name="Cite “West Africa”")
    page.locator(".tools").get_by_role("button", name="Cite this page").click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.locator("details.cite-this summary").click()
    page.get_by_role("button", name="Copy the citation").click()
    expect(dialog).to_be_visible()

"""A reader searches by symbol, name and misspelt word, with facets, by keyboard and on a phone."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from bs4 import Tag
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.search.symbols import astray, symbols
from tests.browser.conftest import ANEW, DESK, ON_A_PHONE, PHONE, TIMEOUT, WITHOUT_JAVASCRIPT, Handler, watched
from tests.support import parsed

POLICY = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"
FORMS = (
    "2396",
    "UNSCR 2396",
    "UNSCR2396",
    "SCR 2396",
    "S/RES/2396 (2017)",
    "S/RES/2396(2017)",
    "s/res/2396",
    "s res 2396 2017",
    "resolution 2396 (2017)",
    "resolution 2396 of 2017",
    "Res. 2396",
    "res 2396 2017",
    "UNSC resolution 2396",
    "Security Council resolution 2396",
    "UN Security Council Resolution 2396 (2017)",
    "القرار ٢٣٩٦",
)
SYMBOLS = {
    "S/2019/612": "report/about",
    "s 2019 612": "report/about",
    "s-2019-612": "report/about",
    "A/RES/60/288": "resolutions/a-60-288",
    "60/288": "resolutions/a-60-288",
    "60 288": "resolutions/a-60-288",
    "AF-5": "evidence/africa",
    "passage AF-5": "evidence/africa",
}
FIGURES = {
    "24 000": "24,000",
    "24.000": "24,000",
    "24k": "24,000",
    "$300m": "300 million",
    "4,000": "4,000",
}
NAMES = {
    "Daesh": "actors/isil",
    "Da'esh": "actors/isil",
    "Daech": "actors/isil",
    "ISIS": "actors/isil",
    "IS": "actors/isil",
    "داعش": "actors/isil",
    "ISWAP": "actors/iswap",
    "ISIS-K": "actors/isil-k",
    "Islamic State’s Khorasan Province": "actors/isil-k",
    "foreign terrorist fighter": "threat/foreign-terrorist-fighters",
    "counterterrorism committee": "actors/ctc",
    "ADF": "actors/allied-democratic-forces",
    "al qaeda": "actors/al-qaida",
    "CTED": "actors/cted",
    "drones": "pillars/law-enforcement",
    "Côngo": "regions/central-africa",
}
MISSPELT = {
    "repatration": ("repatriation", "pillars/repatriation"),
    "Afghanstan": ("afghanistan", "regions/afghanistan"),
    "biometics": ("biometrics", "pillars/law-enforcement"),
    "prosecutoin": ("prosecution", "pillars/prosecution"),
    "Morroco": ("morocco", "regions/north-africa"),
    "Lybia": ("libya", "regions/north-africa"),
}
FOUND = """async (text) => {
  const list = document.querySelector("[data-search-results]");
  const end = Date.now() + 5000;
  while (!document.title.startsWith(text)) {
    if (Date.now() > end) throw new Error(`nothing came for ${text}`);
    await new Promise((done) => setTimeout(done, 10));
  }
  return [...list.querySelectorAll(":scope > li > a")].map((link) => link.pathname);
}"""
ODD = ("<b onclick=alert(1)>fighters</b>", "“fair trial”", '"', "!? …", "hasOwnProperty", "👍", "x" * 300)


def search(page: Page, text: str) -> list[str]:
    """Type a query on the search page and return the docnames of the results, best first."""
    field = page.locator("main input[type=search]")
    field.fill(text)
    if len(text) < 3:
        field.press("Enter")
    found: list[str] = page.evaluate(FOUND, text)
    return [path.removeprefix("/").removesuffix(".html") for path in found]


@pytest.fixture(scope="module")
def opened(browser: Browser, site: str) -> Iterator[Page]:
    """A separate page for all tests that only type on the search page, which is therefore loaded once."""
    page = browser.new_page(base_url=site, **DESK)
    page.set_default_timeout(TIMEOUT)
    yield page
    page.close()


@pytest.fixture
def searching(opened: Page, site: str) -> Iterator[Page]:
    """The search page, in which an earlier test may have typed."""
    with watched(opened, site):
        if not re.fullmatch(r".*/search\.html(\?q=[^&]*)?", opened.url):
            opened.goto("search.html")
        yield opened


def test_every_form_of_a_symbol_finds_the_resolution_first(searching: Page) -> None:
    assert {form: search(searching, form)[0] for form in FORMS} == dict.fromkeys(FORMS, "resolutions/2396")


def test_other_symbols_find_their_page_or_passage_first(searching: Page) -> None:
    assert {symbol: search(searching, symbol)[0] for symbol in SYMBOLS} == SYMBOLS


def test_figures_are_found_in_any_notation_but_only_whole(searching: Page) -> None:
    for typed, written in FIGURES.items():
        search(searching, typed)
        marked = searching.locator("[data-search-results] > li").first.locator("mark")
        assert any(written in mark.inner_text() for mark in marked.all()), typed
        marks = [mark for mark in searching.locator("mark").all_inner_texts() if "000" in mark]
        assert [mark for mark in marks if not re.search(rf"(?<![\d,]){written}", mark)] == [], typed


def test_document_symbols_and_meetings_are_found_in_every_spelling(searching: Page, built_site: Path) -> None:
    known = symbols(built_site)
    assert len(known) > 150
    tried, wrong = astray(searching, searching.url.partition("search")[0], known, every=24)
    assert wrong == []
    assert tried > 150


def test_other_names_find_their_page_first(searching: Page) -> None:
    assert {name: search(searching, name)[0] for name in NAMES} == NAMES


def test_misspelt_words_are_corrected_with_a_note(searching: Page) -> None:
    for typed, (meant, expected) in MISSPELT.items():
        assert search(searching, typed)[0] == expected
        expect(searching.locator("[data-search-note]")).to_contain_text(f"“{meant}” instead of “{typed.lower()}”")


def test_unknown_word_is_not_counted_among_results_for_its_synonym(searching: Page) -> None:
    status, note = searching.locator("[data-search-status]"), searching.locator("[data-search-note]")
    assert search(searching, "Idlib")
    expect(note).to_have_text("Not on this site: “Idlib”.")
    expect(status).to_contain_text("“Syrian Arab Republic”")
    expect(status).not_to_contain_text("Idlib")


BEARS, MARKED = "findings? bears? on ", "findings? (?:are|is) marked “"


def test_number_of_findings_on_a_name_or_with_a_mark_links_to_them(searching: Page, page: Page) -> None:
    queries = {"2396": BEARS, "Egypt": BEARS, "Public record": MARKED, "West Africa": BEARS}
    link, counts = searching.locator("[data-search-status] a"), {}
    for query, said in queries.items():
        search(searching, query)
        address = link.evaluate("link => link.href")
        (counts[address],) = re.findall(rf"^(\d+) {said}", link.inner_text())
    assert len(counts) == len(queries)
    link.click()
    expect(searching).to_have_url(address)
    output = re.compile(rf"^{counts.pop(address)} of \d+ findings$")
    expect(searching.locator("form.narrowing output")).to_have_text(output)
    for address, count in counts.items():
        page.goto(address)
        expect(page.locator("form.narrowing output")).to_have_text(re.compile(rf"^{count} of \d+ findings$"))


def test_question_for_a_number_shows_the_finding_with_the_answer_first(searching: Page) -> None:
    search(searching, "how many fighters returned to Europe")
    expect(searching.locator("[data-search-results] ol a").first).to_have_attribute(
        "href", re.compile("#europe-departures-returned$")
    )


def test_quoted_query_has_no_related_words(searching: Page) -> None:
    search(searching, "bank transfers")
    expect(searching.locator("[data-search-status]")).to_contain_text("related words")
    search(searching, '"bank transfers"')
    expect(searching.locator("[data-search-status]")).not_to_contain_text("related words")


def test_markup_and_symbols_are_searched_as_text(searching: Page) -> None:
    shown = {text: search(searching, text) for text in ODD}
    assert {text for text, found in shown.items() if found} == {"<b onclick=alert(1)>fighters</b>", "“fair trial”"}
    assert searching.locator("main b").count() == 0
    assert searching.evaluate("document.documentElement.scrollWidth <= innerWidth")
    searching.locator("main input[type=search]").fill("")
    expect(searching.locator("[data-search-results] > li")).to_have_count(0)
    expect(searching.locator("[data-search-status]")).to_be_empty()
    expect(searching.get_by_text("The search does not work in a copy opened from a disk")).to_be_hidden()


def test_unknown_word_is_named_and_the_others_are_searched(searching: Page) -> None:
    assert "pillars/victims" in search(searching, "zeppelinist survivors")
    expect(searching.locator("[data-search-note]")).to_contain_text("Not on this site: “zeppelinist”")


def test_results_link_to_the_text_with_the_words(searching: Page) -> None:
    for text in ("fighters Borno", "frustrated traveller"):
        search(searching, text)
        for hit in searching.locator("[data-search-results] ol > li").all()[:12]:
            href = str(hit.locator("a").first.get_attribute("href"))
            marks = hit.locator("mark").all_inner_texts()
            assert marks, f"{text}: nothing is marked at {href}"
            place = _place(searching, href)
            assert [word for mark in marks for word in _words(mark) if word not in place] == [], f"{text}: {href}"


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _place(page: Page, href: str) -> set[str]:
    """Return the text at an address: of the section, of the term with its definition, or of the element itself."""
    path, _, anchor = href.partition("#")
    found = parsed(page.request.get(path).text()).find(id=anchor)
    assert isinstance(found, Tag), f"nothing has the address {href}"
    if found.name == "dt":
        return {*_words(found.get_text(" ") + " ".join(dd.get_text(" ") for dd in found.find_next_siblings("dd", limit=1)))}
    section = found.find_parent("section") if re.fullmatch(r"h\d", found.name) else found
    assert section is not None
    return {*_words(section.get_text(" "))}


def test_name_without_a_page_is_found_in_the_index_of_names_first(searching: Page, page: Page) -> None:
    search(searching, "sri lanka")
    first = searching.locator("[data-search-results] > li > a").first
    expect(first).to_have_text("Places and names: Sri Lanka")
    page.goto("regions/west-africa.html")
    page.keyboard.press("Control+k")
    page.locator("input[type=search]:focus").fill("Sri Lanka")
    option = page.get_by_role("option").first
    expect(option).to_contain_text("Places and names: Sri Lanka")
    option.click()
    expect(page).to_have_url(re.compile(r"/data/names\.html#name-sri-lanka$"))
    expect(page.locator(":target")).to_contain_text("Sri Lanka, State")
    expect(page.locator(":target")).to_be_in_viewport()


def test_finding_is_shown_with_its_sentence_and_support(searching: Page) -> None:
    search(searching, "ISWAP fighters")
    hit = searching.locator("[data-search-results] > li", has_text="West Africa").first
    expect(hit.locator(".hit-kind")).to_have_text(re.compile("Region|Actor"))
    finding = searching.locator("[data-search-results] ol a[href$='#iswap-strength']").first
    expect(finding).to_have_text(re.compile(r"^Islamic State West Africa Province .* about 4,000 fighters.*nearly 4,000\.$"))
    expect(finding.locator("..").locator(".support")).to_have_text("Corroborated")
    expect(finding.locator("mark").first).to_be_visible()


def test_facets_narrow_findings_combine_and_stay_in_the_address(searching: Page) -> None:
    search(searching, "fighters")
    pages, findings = _counts(searching)
    state = searching.locator("[data-facet=state]")
    if state.get_attribute("open") is None:
        state.locator("summary").click()
    tajikistan = state.locator("label", has_text="Tajikistan")
    promised = int(tajikistan.locator(".facet-count").inner_text())
    assert 0 < promised < findings
    tajikistan.click()
    expect(searching.locator(".chip")).to_have_count(1)
    assert _counts(searching)[1] == promised
    expect(tajikistan.locator("input")).to_be_focused()
    expect(searching.locator("[data-search-results] .hit-finding")).to_have_count(promised)

    searching.locator("[data-facet=support] label").first.click()
    expect(searching).to_have_url(re.compile(r"q=fighters&state=Tajikistan&support=[a-z-]+$"))
    expect(searching.locator(".chip")).to_have_count(2)
    narrowed = _counts(searching)
    assert narrowed[1] <= promised

    searching.reload()
    expect(searching.locator(".chip")).to_have_count(2)
    assert _counts(searching) == narrowed
    searching.go_back()
    expect(searching.locator(".chip")).to_have_count(1)
    searching.get_by_role("button", name="Remove State: Tajikistan").click()
    expect(searching.locator(".chip")).to_have_count(0)
    assert _counts(searching) == (pages, findings)


def test_counts_of_kinds_add_up_before_and_after_a_choice(searching: Page) -> None:
    search(searching, "prosecution")
    pages, _ = _counts(searching)
    kinds = searching.locator("[data-facet=kind] label")
    before = kinds.all_inner_texts()
    assert sum(int(label.split()[-1]) for label in before) == pages
    resolution = kinds.filter(has_text="Resolution")
    resolution.click()
    expect(kinds.filter(has_text="Contributing")).to_be_visible()
    resolution.click()
    expect(kinds.filter(has_text="Contributing")).to_have_count(0)
    assert kinds.all_inner_texts() == before


def test_kind_of_contributors_pages_can_be_chosen_if_only_they_match(searching: Page) -> None:
    assert search(searching, "workarounds") == []
    kind = searching.locator("[data-facet=kind] label", has_text="Contributing")
    kind.click()
    expect(searching.locator("[data-search-results] > li .hit-kind").first).to_have_text("Contributing")
    kind.click()
    expect(searching.locator(".chip")).to_have_count(0)


def _counts(page: Page) -> tuple[int, int]:
    """Return the displayed numbers of pages and findings, found directly or by related words."""
    status = page.locator("[data-search-status]")
    expect(status).to_contain_text("finding")
    told = status.inner_text()
    pages, findings = (sum(map(int, re.findall(rf"(\d+) (?:other )?{what}", told))) for what in ("page", "finding"))
    return pages, findings


def test_pages_are_counted_the_same_at_every_width(searching: Page) -> None:
    for settings, text in ((PHONE, "March 2019"), (DESK, "May 2019")):
        searching.set_viewport_size(settings["viewport"])
        search(searching, text)
        pages, _ = _counts(searching)
        while (more := searching.locator("[data-search-more]")).is_visible():
            more.click()
        expect(searching.locator("[data-search-results] > li")).to_have_count(pages)


def test_back_and_forward_restore_query_facets_and_list(page: Page) -> None:
    page.goto("search.html?q=fighters&support=corroborated&utm_source=mail")
    chip, results = page.locator(".chip"), page.locator("[data-search-results] > li")
    expect(chip).to_have_text(re.compile("Support: Corroborated"))
    page.locator("[data-search-more]").click()
    shown = results.count()
    assert shown > 10
    last = results.locator("> a").nth(shown - 1)
    last.click()
    expect(page.locator("main h1")).not_to_have_text("Search")
    page.go_back()
    expect(page.locator("main input[type=search]")).to_have_value("fighters")
    expect(chip).to_have_text(re.compile("Support: Corroborated"))
    expect(results).to_have_count(shown)
    expect(last).to_be_in_viewport()

    chip.click()
    expect(chip).to_have_count(0)
    page.go_back()
    expect(chip).to_have_count(1)
    page.go_forward()
    expect(chip).to_have_count(0)
    expect(results.first).to_be_visible()


@ANEW
def test_search_works_if_the_browser_refuses_to_change_the_address(page: Page) -> None:
    page.add_init_script(
        "history.replaceState = history.pushState = () => { throw new DOMException('too often', 'SecurityError') }"
    )
    page.goto("search.html")
    assert search(page, "unitad")[0] == "actors/unitad"


def test_unknown_acronym_is_not_corrected_but_similar_names_are_offered(searching: Page) -> None:
    assert search(searching, "AQIM") == []
    expect(searching.locator("[data-search-note]")).to_be_empty()
    status = searching.locator("[data-search-status]")
    expect(status).to_contain_text("No pages for “AQIM”. Similar names:")
    status.get_by_role("link").first.click()
    expect(searching).to_have_url(re.compile("/actors/(aqap|isil|al-qaida)"))


def test_misspelt_acronym_is_offered_beside_results_for_other_words(searching: Page) -> None:
    assert search(searching, "UNTAD prisons")
    note = searching.locator("[data-search-note]")
    expect(note).to_contain_text("Not on this site: “UNTAD”")
    expect(note.get_by_role("link", name="UNITAD")).to_have_attribute("href", re.compile("/actors/unitad"))


def test_contributors_pages_are_found_only_on_request(searching: Page) -> None:
    def asked(text: str) -> list[str]:
        return [page for page in search(searching, text) if page.startswith("contributing/")]

    assert asked("how do I add a finding")[0] == "contributing/add-a-finding"
    assert asked("finding evidence number") == []
    searching.goto("search.html?q=pull+request&kind=contributing")
    expect(searching.locator("[data-search-results] > li .hit-kind").first).to_have_text("Contributing")


def test_link_on_an_entry_searches_within_it(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.get_by_role("link", name="Search within West Africa").click()
    expect(page).to_have_url(re.compile(r"/search\.html\?region=west-africa$"))
    expect(page.locator(".chip")).to_have_text(re.compile("Region: West Africa"))
    links = page.locator("[data-search-results] > li > a")
    expect(links.first).to_have_attribute("href", re.compile("/regions/west-africa.html$"))

    page.locator("main input[type=search]").fill("screening")
    expect(page).to_have_url(re.compile(r"q=screening&region=west-africa$"))
    expect(links.first).to_have_attribute("href", re.compile("/pillars/rehabilitation.html$"))


def test_search_within_an_entry_without_findings_shows_its_sections(searching: Page) -> None:
    searching.goto("search.html?resolution=2427")
    below = searching.locator("[data-search-results] > li:first-child .hit-section a")
    expect(below.first).to_have_attribute("href", re.compile("/resolutions/2427.html#paragraph-1$"))


def test_questions_find_a_term_or_a_resolution_first(searching: Page) -> None:
    assert search(searching, "soft target")[0] == "pillars/law-enforcement"
    assert search(searching, "what is a soft target")[0] == "glossary"
    assert search(searching, "Monitoring Team created")[0] == "actors/monitoring-team"
    assert search(searching, "which resolution created the Monitoring Team")[0] == "resolutions/1526"


USUAL, NAMELESS, CYRILLIC = {"key": "k", "code": "KeyK"}, {"code": "KeyK"}, {"key": "л", "code": "KeyK"}
DVORAK = {"key": "k", "code": "KeyV"}
PRESS = "event => dispatchEvent(new KeyboardEvent('keydown', { ...event, ctrlKey: true, cancelable: true }))"


def test_control_k_alone_focuses_the_box_which_loads_the_index_and_enter_searches(page: Page) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("regions/west-africa.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in requests if "search.json" in url or "/search/engine.js" in url] == []
    box = page.locator("input[type=search]:focus")
    for key in ("k", "s", "/"):
        page.keyboard.press(key)
        expect(box).to_have_count(0)
    with page.expect_request(re.compile("/search.json")):
        page.keyboard.press("Control+k")
    expect(box).to_have_count(1)
    for event in (USUAL, NAMELESS, CYRILLIC, DVORAK):
        box.blur()
        page.evaluate(PRESS, event)
        expect(box).to_have_count(1)

    box.fill("unitad")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\.html\?q=unitad$"))
    first = page.locator("[data-search-results] > li > a").first
    expect(first).to_have_attribute("href", re.compile("/actors/unitad.html$"))
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.querySelector('[data-search-results] > li > a')"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/actors/unitad\.html$"))


@pytest.mark.parametrize(
    ("context", "place"),
    [(DESK, "masthead"), (PHONE, "front")],
    indirect=["context"],
    ids=["wide-masthead", "phone-front"],
)
def test_suggestions_are_shown_chosen_and_closed_by_keyboard(page: Page, place: str) -> None:
    page.goto("index.html")
    if place == "masthead":
        page.keyboard.press("Control+k")
    field = page.locator("input[type=search]:focus") if place == "masthead" else page.locator("main input[type=search]")
    field.fill("sinai memb")  # at once: slow typing draws the list again, and what was chosen may then stand second
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    box = page.get_by_role("combobox", expanded=True)
    expect(box).to_have_count(1)
    expect(options.filter(has_text="up to 1,000 members")).to_have_count(1)
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    options.first.evaluate("option => { option.dataset.seen = '' }")
    box.press_sequentially("e")
    expect(page.locator("[role=option][data-seen]")).to_have_count(0)
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_count(0)
    field = page.locator("input[type=search]:focus")
    expect(field).to_have_value("sinai membe")
    field.press("ArrowDown")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/(regions/north-africa|actors/ansar-bayt-al-maqdis)\.html"))


def test_skip_link_leads_past_the_facets(searching: Page) -> None:
    search(searching, "hate speech")
    first = searching.locator("[data-search-results] > li > a").first
    expect(first).to_be_visible()
    searching.get_by_role("link", name="Skip to the results").press("Enter")
    searching.keyboard.press("Tab")
    expect(first).to_be_focused()


@ON_A_PHONE
def test_search_on_a_phone_is_opened_from_the_masthead_and_narrowed(page: Page) -> None:
    page.goto("regions/west-africa.html")
    box = page.locator("header input[type=search]")
    expect(box).to_be_hidden()
    page.locator(".opens-search").click()
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    box.fill("hate speech")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\.html\?q=hate\+speech$"))
    expect(page.locator("main input[type=search]")).to_have_value("hate speech")
    expect(page).to_have_title(re.compile("^hate speech - Search"))
    expect(page.locator("[data-search-results] > li > a").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Narrow the search", exact=True).tap()
    page.locator("[data-facet=kind] label", has_text="Pillar").tap()
    expect(page.locator("[data-search-results] > li .hit-kind").first).to_have_text("Pillar")


@WITHOUT_JAVASCRIPT
def test_search_box_leads_to_lists_of_pages_without_javascript(page: Page) -> None:
    page.goto("regions/west-africa.html")
    box = page.locator("input[type=search]").first
    box.evaluate("field => field.closest('[popover]')?.removeAttribute('popover')")
    box.fill("2396")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\.html\?q=2396$"))
    assert "needs JavaScript, which is switched off" in page.locator("main noscript").inner_text()
    expect(page.locator("main noscript").get_by_role("link", name="Places and names")).to_be_visible()
    lists = page.get_by_role("navigation", name="Lists of pages")
    first = lists.get_by_role("list").first
    assert first.get_by_role("link").all_inner_texts() == ["Places and names", "All findings"]
    for name in ("Regions", "Resolutions", "Actors", "Evidence", "Glossary"):
        expect(lists.get_by_role("link", name=name, exact=True)).to_be_visible()
    lists.get_by_role("link", name="Resolutions", exact=True).click()
    expect(page.get_by_role("link", name="resolution 2396 (2017)").first).to_be_visible()


class _Strict(Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture
def below(built_site: Path) -> Iterator[str]:
    """The address of the site below a path, under a strict policy."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Strict, directory=str(built_site.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{built_site.name}/"
    server.shutdown()
    server.server_close()


def test_search_works_below_a_path_and_under_a_strict_policy(context: BrowserContext, below: str) -> None:
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.goto(f"{below}search.html?q=iswap+fighters&kind=region")
    first = page.locator("[data-search-results] > li").first
    expect(first.locator("> a")).to_have_attribute("href", re.compile(r"/html/regions/west-africa\.html$"))
    first.locator("ol a").first.click()
    expect(page).to_have_url(re.compile(rf"^{re.escape(below)}regions/west-africa\.html#"))
    assert wrong == []
    page.close()


def test_results_have_a_heading_only_if_there_are_any(searching: Page) -> None:
    search(searching, "Daesh")
    results = searching.get_by_role("heading", name="Results")
    expect(results).to_be_attached()
    searching.get_by_role("main").get_by_role("searchbox").fill("")
    expect(results).not_to_be_attached()

"""A reader follows links, and reads with the keyboard, on a phone, on paper and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ANEW, ON_A_PHONE, WITHOUT_JAVASCRIPT

FINDING = "iswap-strength"
IS_RENDERED = "element => element.checkVisibility({ contentVisibilityAuto: true })"


def test_claim_passage_reference_and_actor_link_to_each_other(page: Page) -> None:
    page.goto("actors/iswap.html")
    page.locator(f"main a[href$='#{FINDING}']").first.click()
    expect(page).to_have_url(re.compile(rf"/regions/west-africa\.html#{FINDING}$"))
    finding = page.locator(f"#{FINDING}")
    expect(finding).to_be_in_viewport()
    expect(finding).to_contain_text("about 4,000 fighters")
    expect(finding).to_contain_text("[Regional trends: Africa, AF-5; on the report itself:")

    finding.get_by_role("link", name="AF-5", exact=True).click()
    expect(page).to_have_url(re.compile(r"/evidence/africa\.html#AF-5$"))
    expect(page.get_by_role("heading", name="AF-5")).to_be_in_viewport()

    passage = page.locator("section", has=page.locator("h2#AF-5")).last
    cited_by = passage.locator(".cited-by")
    expect(cited_by).to_be_visible()
    cited_by.locator(f"a[href$='#{FINDING}']").click()
    expect(page).to_have_url(re.compile(rf"/regions/west-africa\.html#{FINDING}$"))
    expect(finding).to_be_in_viewport()

    finding.locator(".finding-source").get_by_role("link", name="UN News (repost), 27 Aug. 2019").click()
    expect(page).to_have_url(re.compile(r"/evidence/bibliography-mirrors\.html#ref-un-news-repost-2019-08-27$"))
    expect(page.locator("[id='ref-un-news-repost-2019-08-27']")).to_be_in_viewport()


def test_long_row_of_a_card_is_folded_until_opened_or_printed(page: Page) -> None:
    page.goto("resolutions/2396.html")
    row = page.locator(".card > div", has_text="Builds on")
    expect(row.get_by_role("link", name="1267 (1999)")).to_be_hidden()
    page.emulate_media(media="print")
    expect(row.get_by_role("link", name="1267 (1999)")).to_be_visible()
    page.emulate_media(media="screen")
    row.locator("summary").click()
    expect(row.get_by_role("link", name="1267 (1999)")).to_be_visible()


def test_caption_is_shown_only_if_it_says_more_than_the_heading_above(page: Page) -> None:
    shown = {"resolutions/2396.html": True, "resolutions/2467.html": False, "data/downloads.html": False}
    for path, is_shown in shown.items():
        page.goto(path)
        caption = page.locator(":is(h2, h3) + .table-region caption").first
        expect(caption).to_have_css("clip-path", "none" if is_shown else "inset(50%)")


@WITHOUT_JAVASCRIPT
def test_claims_sources_and_lists_are_readable_without_javascript(page: Page) -> None:
    page.goto("regions/west-africa.html")
    expect(page.locator("h1")).to_have_text(re.compile("West Africa"))
    expect(page.locator(f"#{FINDING}")).to_contain_text("about 4,000 fighters")
    expect(page.locator(f"#{FINDING}")).to_contain_text("Regional trends: Africa, AF-5")
    expect(page.locator(f"#{FINDING} .headerlink")).to_have_css("opacity", "1")
    page.locator("nav a:visible", has_text="Regions").first.click()
    expect(page).to_have_url(re.compile(r"/regions/index\.html$"))


@WITHOUT_JAVASCRIPT
def test_page_without_javascript_says_what_needs_it_and_links_to_alternatives(page: Page) -> None:
    needed, choice = "needs? JavaScript, which is switched off", page.get_by_text("The address of the page contains your choice")
    for path in ("data/figures.html", "data/timeline.html", "data/compare.html"):
        page.goto(path)
        expect(page.locator("main noscript").get_by_text(re.compile(needed))).to_be_visible()
        expect(choice).to_be_hidden()
    page.locator("main").get_by_role("link", name="Ready-made comparisons", exact=True).click()
    page.locator("details:has(table.compared) > summary").first.click()
    expect(page.locator("table.compared").first).to_be_visible()


@pytest.mark.parametrize("path", ["pillars/repatriation.html", "threat/overview.html"])
def test_page_loads_without_errors_or_requests_to_other_hosts(page: Page, path: str) -> None:
    """The other tests, which use the same fixture, check the other kinds of page."""
    page.goto(path, wait_until="networkidle")
    expect(page.locator("h1")).to_be_visible()


@ANEW
def test_printed_page_has_its_name_and_address_and_no_navigation(page: Page) -> None:
    page.goto("regions/west-africa.html#iswap-strength")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for shown in (".brand-symbol", ".as-of", "h1", f"#{FINDING} .support", f"#{FINDING} .corrections", ".address"):
        expect(page.locator(shown).first).to_be_visible()
    for hidden in ("nav", ".site-panel", ".tools", ".search-box", f"#{FINDING} .cites"):
        assert not any(part.is_visible() for part in page.locator(hidden).all()), hidden
    expect(page.locator(".address")).to_contain_text(page.url.partition("#")[0])
    expect(page.locator(".address")).to_contain_text("/evidence/bibliography.html")
    expect(page.locator(".masthead")).to_have_attribute("data-page", page.url.partition("#")[0])
    for printed in (".page-references a.external", ".notice a", ".findings-list > li > p > a"):
        link = page.locator(printed).first
        said = link.evaluate("link => getComputedStyle(link, '::after').content")
        assert said == f'" <{link.evaluate("link => link.href")}>"', printed


def test_skip_links_lead_to_the_text_and_to_the_contents_which_mark_the_part_being_read(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.get_by_role("link", name="Skip to content", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".page-panel")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".page-panel a:visible").first).to_be_focused()

    current = page.locator(".page-panel [aria-current]")
    expect(current).to_have_text("Recruitment and violence")
    page.locator(".page-panel").get_by_role("link", name="Greater Sahara").click()
    expect(current).to_have_text("Greater Sahara")


def test_skip_link_leads_to_the_map_of_the_front_page(page: Page) -> None:
    page.goto("index.html")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.locator("a:focus").inner_text() == "Skip to the picture":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".picture-map a").first).to_be_focused()


@ON_A_PHONE
def test_panels_on_a_phone_follow_one_skip_link_and_close_when_the_keyboard_leaves(page: Page) -> None:
    page.goto("regions/west-africa.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".opens-site")).to_be_focused()
    for panel in ("site-panel", "page-panel", "site-search"):
        opener, opened = page.locator(f"header [popovertarget={panel}]"), page.locator(f"#{panel}:popover-open")
        opener.press("Enter")
        expect(opened).to_be_visible()
        for _ in range(60):
            page.keyboard.press("Tab")
            if not page.evaluate("id => document.getElementById(id).contains(document.activeElement)", panel):
                break
        expect(opened).to_have_count(0)


@ON_A_PHONE
@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("changes/regions.html", ".change"),
        ("data/comparisons.html", ".compared .item"),
        ("data/matrix.html", ".heat tbody tr"),
        ("data/names.html", ".findings-list > li"),
        ("evidence/bibliography-news.html", ".citation"),
    ],
)
def test_items_out_of_view_are_rendered_on_a_phone_when_a_link_leads_to_them(page: Page, path: str, items: str) -> None:
    page.goto(path)
    last = page.locator(items).last.locator("*").first
    assert not last.evaluate(IS_RENDERED)
    last.evaluate("place => { place.id = 'target'; location.hash = 'target'; }")
    expect(last).to_be_in_viewport()
    assert last.evaluate(IS_RENDERED)


@ON_A_PHONE
def test_rows_out_of_view_are_found_on_a_phone(page: Page) -> None:
    page.goto("data/findings.html")
    last = page.locator(".findings-table tbody tr:last-child th a")
    assert not last.evaluate(IS_RENDERED)
    assert page.evaluate("text => find(text)", last.text_content())
    expect(last).to_be_in_viewport()


@ANEW
def test_colours_can_be_chosen_without_storage(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied'); } })")
    page.goto("regions/west-africa.html")
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")
    page.locator(".theme-toggle").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.locator("html").evaluate("root => getComputedStyle(root).colorScheme") == "dark"


@ANEW
def test_masthead_shows_the_whole_name_or_none_and_leaves_room_to_search(page: Page) -> None:
    page.goto("data/figures.html")
    page.locator("tbody tr:nth-child(n + 6)").evaluate_all("rows => rows.forEach((row) => row.remove())")
    for width in (1280, 900, 768, 700, 640, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".brand-name").evaluate("name => name.scrollWidth <= name.clientWidth"), width
        brand, name = page.locator(".brand").bounding_box(), page.locator(".brand-name").bounding_box()
        assert brand and name
        is_below = name["y"] >= brand["y"] + brand["height"]
        assert is_below or name["x"] + name["width"] <= brand["x"] + brand["width"], width
        size = page.locator(".masthead .search-box").bounding_box()
        assert width < 640 or (size and size["width"] >= 220), width
        assert page.evaluate("document.documentElement.scrollWidth") <= width

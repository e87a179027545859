"""A reader sees a preview of a link's target, and can turn previews off."""

from __future__ import annotations

from playwright.sync_api import Page, expect

FINDING = "iswap-strength"
OPEN = "#preview:popover-open"


def test_previews_of_a_passage_and_a_source_open_by_keyboard_and_close_by_escape(page: Page) -> None:
    page.goto("regions/west-africa.html")
    passage = page.locator(f"#{FINDING} .finding-source").get_by_role("link", name="AF-5", exact=True)
    before = page.locator(f"#{FINDING} .finding-source a.cites")
    before.focus()
    page.keyboard.press("Tab")
    expect(passage).to_be_focused()
    page.mouse.move(5, 500)
    expect(page.locator(OPEN)).to_contain_text("AF-5, Regional trends: Africa")
    expect(passage).to_have_accessible_description(page.locator("#preview-text").inner_text())
    link, box = passage.bounding_box(), page.locator(OPEN).bounding_box()
    assert link and box
    assert box["y"] >= link["y"] + link["height"] or box["y"] + box["height"] <= link["y"], "it covers the link"

    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(passage).to_be_focused()

    source = page.locator(f"#{FINDING} .finding-source .source-link").first
    # Just before the keyboard reaches the link, the pointer leaves another, whose preview would close a little later.
    source.evaluate("source => (document.body.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })), source.focus())")
    expect(page.locator(".preview-title")).to_have_text(source.inner_text())
    expect(page.locator(".preview-kind")).to_have_text("Reference, on the report itself")
    expect(source).to_have_accessible_description(page.locator("#preview-text").inner_text())
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    expect(source).to_be_focused()


def test_preview_stays_open_under_the_pointer_and_previews_stay_switched_off(page: Page) -> None:
    page.goto("regions/west-africa.html")
    reference = page.locator(".legend").get_by_role("link", name="S/2019/612", exact=True)
    reference.hover()
    preview = page.locator(OPEN)
    expect(preview).to_contain_text("Ninth report of the Secretary-General")
    preview.hover()
    page.wait_for_timeout(500)
    expect(preview).to_be_visible()
    expect(preview).to_contain_text("switched off at the foot of the page")

    switch = page.get_by_role("button", name="Previews of links: on")
    page.get_by_role("contentinfo").get_by_role("link").last.focus()
    while not switch.evaluate("button => button === document.activeElement"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body"), "the keyboard does not reach the switch"
    page.keyboard.press("Enter")

    page.goto("actors/iswap.html")
    actor = page.locator("main").get_by_role("link", name="Boko Haram").first
    actor.hover()
    page.wait_for_timeout(700)
    expect(preview).to_have_count(0)
    page.get_by_role("button", name="Previews of links: off").click()
    expect(page.get_by_role("button", name="Previews of links: on")).to_be_visible()
    actor.hover()
    expect(preview).to_contain_text("Actor")

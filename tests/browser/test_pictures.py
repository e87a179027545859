"""A reader points at a picture, and embeds it elsewhere."""

from __future__ import annotations

import csv
import re
import xml.etree.ElementTree as ET

from playwright.sync_api import Page, expect

from tests.browser.conftest import ANEW, WITH_THE_CLIPBOARD


def test_keyboard_reaches_the_map_in_four_keys_and_opens_the_preview_of_an_area(page: Page) -> None:
    page.goto("regions/index.html")
    for key in ("Tab", "Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    area = page.locator("a.area").first
    expect(area).to_be_focused()
    name = str(area.get_attribute("aria-label")).partition(":")[0]
    expect(page.locator("#preview")).to_contain_text(name)
    expect(page.locator("a.area text")).to_have_count(0)


@ANEW
def test_front_page_fits_every_width_with_legible_names_on_its_map(page: Page) -> None:
    page.goto("index.html")
    for width in (320, 390, 420, 548, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        size = page.locator("svg.map").evaluate(
            "map => parseFloat(getComputedStyle(map.querySelector('.names')).fontSize) * map.getBoundingClientRect().width / 1000"
        )
        assert size >= 11, width
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_picture_is_downloaded_with_its_title_and_source(page: Page) -> None:
    page.goto("threat/foreign-terrorist-fighters.html")
    picture = page.locator("figure.picture").first
    taken = {}
    for form in ("SVG", "PNG", "CSV"):
        with page.expect_download() as download:
            picture.get_by_role("button", name=form).click()
        assert download.value.suggested_filename == f"what-became-of-those-who-had-joined.{form.lower()}"
        taken[form] = download.value.path().read_bytes()
    words = "".join(ET.fromstring(taken["SVG"]).itertext())
    assert "What became of those who had joined" in words and "Source: " in words and "24,000 to 30,000" in words
    assert taken["PNG"].startswith(b"\x89PNG") and len(taken["PNG"]) > 10_000
    assert taken["CSV"].decode().splitlines()[0].startswith('"What","Figure"')


def test_downloaded_picture_keeps_long_words_and_other_scripts(page: Page) -> None:
    page.goto("data/figures.html")
    figure = page.locator("figure.picture:has(> svg)").first
    figure.locator(".picture-title").evaluate("title => (title.textContent = 'قوارب')")
    figure.locator(".picture-origin").evaluate("source => (source.textContent = `Source: ${'x'.repeat(300)}.`)")
    with page.expect_download() as download:
        figure.get_by_role("button", name="SVG").click()
    assert download.value.suggested_filename == f"{figure.get_attribute('id')}.svg"
    assert "x" * 300 in "".join(ET.fromstring(download.value.path().read_bytes()).itertext())


@WITH_THE_CLIPBOARD
@ANEW
def test_picture_is_embedded_in_another_site(page: Page, site: str) -> None:
    page.goto("regions/index.html?read=1#of-here")
    opens = page.get_by_role("button", name="Embed: Map of the regions")
    opens.focus()
    page.keyboard.press("Enter")
    text = page.get_by_label("HTML that shows this picture on another site")
    expect(text).to_be_focused()
    expect(page.locator(".picture-embed [role=status]")).to_have_text("Copied")
    taken = text.input_value()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(text).to_be_hidden()
    expect(opens).to_have_attribute("aria-expanded", "false")

    other = f"<!doctype html><style>:root {{ color-scheme: light dark }}</style>{taken}"
    page.route("**/other.html", lambda route: route.fulfill(body=other, content_type="text/html"))
    page.goto("other.html")
    image = page.get_by_role("img", name=re.compile(r"Middle East: \d+ findings"))
    image.evaluate("image => image.decode()")
    size = image.bounding_box()
    assert size and size["width"] == 720 and 400 < size["height"] < 720
    expect(page.get_by_role("link").last).to_have_attribute("href", f"{site}regions/index.html#picture-map-of-the-regions")
    expect(page.locator("figcaption")).to_contain_text("imply no opinion on the legal status")
    shown = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        shown.add(image.screenshot())
    assert len(shown) == 2, "it follows the theme of the reader"
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_table_is_downloaded_and_embedded_with_its_numbers_and_the_names_below_it(page: Page, site: str) -> None:
    page.goto("data/matrix.html")
    picture = page.locator("figure.picture").first
    names = picture.locator(".heat-silent a").all_inner_texts()
    with page.expect_download() as download:
        picture.get_by_role("button", name="CSV").click()
    head, *rows = csv.reader(download.value.path().read_text().splitlines())
    assert len(rows) == picture.locator("tbody tr").count() + len(names) > len(names) > 0
    assert rows[-len(names) :] == [[name, *["silent"] * (len(head) - 1)] for name in names]

    picture.get_by_role("button", name="Embed").click()
    html = page.get_by_label("HTML that shows this picture on another site").first.input_value()
    cells = picture.locator("tbody tr").first.locator("th, td")
    shown = [cell.locator(".count").inner_text() if cell.locator(".count").count() else cell.inner_text() for cell in cells.all()]
    silent = picture.locator(".heat-silent").inner_text()
    page.set_content(html)
    expect(page.locator("figcaption")).to_contain_text(silent)
    assert page.get_by_role("row").nth(1).locator("th, td").all_inner_texts() == shown
    assert f"{site}data/matrix.html#picture-" in str(page.get_by_role("link").get_attribute("href"))


@ANEW
def test_matrix_fits_every_width(page: Page) -> None:
    page.goto("data/matrix.html")
    for width in (390, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        ends = page.locator("table.heat .met").evaluate_all("marks => marks.map((mark) => mark.getBoundingClientRect().right)")
        assert len(ends) > 100 and max(ends) <= width
        beyond = (
            "cells => cells.map((cell) => cell.getBoundingClientRect().right - cell.closest('tr').getBoundingClientRect().right)"
        )
        assert max(page.locator("table.heat tbody td").evaluate_all(beyond)) < 1, "no cell reaches beyond its row"

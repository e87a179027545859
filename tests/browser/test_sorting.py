"""A reader sorts the table of discrepancies."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import WITHOUT_JAVASCRIPT

ROWS = "table.sortable tbody tr"


def column(page: Page, number: int) -> list[str]:
    """Return the texts of a column in order, without repetitions."""
    cells = page.locator(f"{ROWS} > :nth-child({number})").all_inner_texts()
    return list(dict.fromkeys(cell.strip() for cell in cells))


def test_a_reader_sorts_by_how_sure_a_reading_is_with_the_keyboard_and_back_to_the_order_of_the_report(page: Page) -> None:
    page.goto("evidence/discrepancies.html")
    passages = column(page, 1)
    heading = page.get_by_role("columnheader", name="How sure")
    heading.get_by_role("button").focus()

    page.keyboard.press("Enter")
    assert column(page, 5) == ["certain", "likely", "uncertain", ""]
    expect(heading).to_have_attribute("aria-sort", "ascending")

    page.keyboard.press("Enter")
    assert column(page, 5) == ["", "uncertain", "likely", "certain"]
    expect(heading).to_have_attribute("aria-sort", "descending")

    page.get_by_role("button", name="Passage").click()
    assert column(page, 1) == passages
    expect(page.locator("th[aria-sort]")).to_have_count(1)


def test_an_address_in_a_cell_does_not_tell_its_place(page: Page) -> None:
    cells, orders = page.locator(f"{ROWS} > :nth-child(7)"), []
    address = "(links, name) => links.forEach((link, at) => (link.href = `#${name}-${links.length - at}`))"
    for name in ("place", "border"):
        page.goto("data/figures.html")
        cells.locator("a").evaluate_all(address, name)
        page.get_by_role("button", name="Findings").click()
        orders.append(cells.all_text_contents())
    assert orders[0] == orders[1]


@WITHOUT_JAVASCRIPT
def test_without_javascript_the_table_stands_in_the_order_of_the_report(page: Page) -> None:
    page.goto("evidence/discrepancies.html")
    assert len(column(page, 1)) > 10
    expect(page.locator("table.sortable button")).to_have_count(0)

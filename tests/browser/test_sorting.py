"""A reader sorts tables by column."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import WITHOUT_JAVASCRIPT

ROWS = "table.sortable tbody tr"


def column(page: Page, number: int) -> list[str]:
    """Return the texts of a column in order, without repetitions."""
    cells = page.locator(f"{ROWS} > :nth-child({number})").all_inner_texts()
    return list(dict.fromkeys(cell.strip() for cell in cells))


def test_table_is_sorted_by_keyboard_and_keeps_its_head_in_view(page: Page) -> None:
    page.goto("evidence/discrepancies.html")
    page.locator(ROWS).nth(40).scroll_into_view_if_needed()
    expect(page.get_by_role("columnheader", name="Read here as")).to_be_in_viewport()

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


def test_link_addresses_do_not_affect_the_order(page: Page) -> None:
    page.goto("data/figures.html")
    table = page.locator("table.sortable")
    table.evaluate("table => { window.initial = [...table.tBodies[0].rows].slice(0, 30); }")
    reset = """(table, name) => {
        table.tBodies[0].replaceChildren(...window.initial);
        table.querySelector("[aria-sort]")?.removeAttribute("aria-sort");
        const links = [...table.querySelectorAll("td:nth-child(7) a")];
        links.forEach((link, at) => (link.href = `#${name}-${links.length - at}`));
    }"""
    orders = []
    for name in ("place", "border"):
        table.evaluate(reset, name)
        page.get_by_role("button", name="Findings").click()
        orders.append(page.locator(f"{ROWS} > :nth-child(7)").all_text_contents())
    assert len(orders[0]) == 30 and orders[0] == orders[1]


@WITHOUT_JAVASCRIPT
def test_table_keeps_the_order_of_the_report_without_javascript(page: Page) -> None:
    page.goto("evidence/discrepancies.html")
    assert len(column(page, 1)) > 10
    expect(page.locator("table.sortable button")).to_have_count(0)

"""Going about a page with the keyboard alone."""

import pytest
from playwright.sync_api import Locator, Page

IS_ON_TOP = """element => {
    const box = element.getBoundingClientRect();
    const seen = element.getRootNode().elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return element.contains(seen) || seen.contains(element);
}"""


ONWARDS, BACK = "Tab", "Shift+Tab"


def go_to(page: Page, control: Locator, first: str = ONWARDS) -> None:
    """Go to a control by Tab, first in one direction, see that its focus shows and that nothing covers it."""
    then = BACK if first == ONWARDS else ONWARDS
    for key in [first] * 80 + [then] * 160:
        if control.evaluate("element => element.matches(':focus-visible')"):
            assert control.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
            assert control.evaluate(IS_ON_TOP), "something covers the control that has the focus"
            return
        page.keyboard.press(key)
    pytest.fail(f"the keyboard does not reach {control}")


def press(page: Page, control: Locator, first: str = ONWARDS) -> None:
    """Go to a control by Tab and press Enter."""
    go_to(page, control, first)
    page.keyboard.press("Enter")

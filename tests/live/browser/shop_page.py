"""A shop's page as somebody uses it: orders on the left, the chat beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

FIRST_CHOICE = "Cancel an order"


@dataclass
class ShopPage:
    """One shop's page in one tab."""

    page: Page
    address: str
    shop: str

    def open(self) -> "ShopPage":
        """Go there and wait for the greeting."""
        self.page.goto(f"{self.address}/demo/{self.shop}")
        expect(self.page.get_by_role("button", name=FIRST_CHOICE)).to_be_attached()
        return self

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def input(self) -> Locator:
        return self.page.get_by_label("Your message")

    @property
    def card(self) -> Locator:
        """The decision that was told last."""
        return self.page.locator(".card").last

    @property
    def lines(self) -> list[str]:
        """Everything said, in order."""
        return self.page.locator(".line > .bubble, .line > .card").all_inner_texts()

    @property
    def question(self) -> str:
        """The last thing said."""
        return self.lines[-1]

    def order(self, number: str) -> Locator:
        return self.page.locator(f'[data-order="{number}"]')

    def says(self, words: str) -> None:
        """Write a message, send it with Enter and wait for the answer."""
        self.input.fill(words)
        self.input.press("Enter")
        self.answered()

    def picks(self, choice: str) -> None:
        """Click a choice and wait for the answer."""
        self.page.get_by_role("button", name=choice, exact=True).click()
        self.answered()

    def answered(self) -> None:
        """Wait until the last word is not the customer's and nobody types."""
        expect(self.page.locator(".line:last-child:not(.customer)")).to_be_attached()
        expect(self.page.locator(".typing")).to_be_hidden()

    def answers(self, known: Mapping[str, str]) -> None:
        """Answer questions as long as a word of the last one is known, each once, in whatever order they come."""
        left = dict(known)
        while word := next((word for word in left if word.lower() in self.question.lower()), None):
            self.says(left.pop(word))

    def gets_help_with(self, number: str) -> None:
        """Let the shop tell the chat who the customer is."""
        self.page.get_by_role("button", name=f"Get help with {number}").click()
        expect(self.log).to_contain_text(f"about your order {number}")
        self.answered()

"""Order numbers, addresses, RMA and claim numbers in every spelling."""

import pytest

from aftersales.understanding.identifiers import find_identifiers, order_number_key


def found(text: str) -> list[tuple[str, str]]:
    return [(identifier.kind, identifier.value) for identifier in find_identifiers(text)]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("10234", "10234"),
        ("#10 234", "10234"),
        ("ORD-10234", "10234"),
        ("order number is 1 0 2 3 4", "10234"),
        ("QA-10234", "QA-10234"),
        ("order qa10234", "QA-10234"),
        ("it is QA10234", "QA-10234"),
        ("QA 10234 please", "QA-10234"),
        ("order nbr QA/10234", "QA-10234"),
        ("QA.10234", "QA-10234"),
        ("ORD10234 came", "10234"),
        ("1-0-2-3-4 it is", "10234"),
        ("my order: one oh two three four", "10234"),
        ("hv737416056, it stopped", "HV-737416056"),
        ("１０２３４", "10234"),
        ("my order no. 10.234 came", "10234"),
        ("Where is my order 20417?", "20417"),
        ("Order ID - 77120", "77120"),
        ("88102?", "88102"),
    ],
)
def test_an_order_number_has_one_plain_form(said: str, number: str) -> None:
    assert found(said) == [("order_number", number)]


@pytest.mark.parametrize(
    "said",
    [
        "I paid 12000 euros", "model 50000X", "call +4912345678", "in order to get 3 items", "order 2 pieces",
        "my phone number is +49 170 1234567",
        "model XR-5000",
        "model XR50000",
        "I ordered 2 cameras on 3 May",
        "no, 20 days",
        "I live at 10115 Berlin",
        "my order from 2026-11-03",
        "the order I placed in 2026",
        "it weighs 2 kg, is 12 cm",
        "one two three",
        "my customer no. is 4711882",
        "customer number K-88231",
        "client id: 553120",
        "the tracking number was 1234567890",
        "serial no 99887766",
    ],
)  # fmt: skip
def test_other_numbers_are_no_order_numbers(said: str) -> None:
    assert found(said) == []


def test_an_address_and_a_number_in_one_message() -> None:
    assert found("10234, Anna.Berg@Example.com") == [
        ("order_number", "10234"),
        ("email", "anna.berg@example.com"),
    ]


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("RMA-8Z4K2M9QXT", "rma_number", "RMA-8Z4K2M9QXT"),
        ("my rma number is 8z4k2m9qxt", "rma_number", "RMA-8Z4K2M9QXT"),
        ("RS-8Z4K2M9QXT is on the slip", "rma_number", "RS-8Z4K2M9QXT"),
        ("C-8Z4K2M9QXT", "claim_number", "C-8Z4K2M9QXT"),
        ("claim number 8Z4K2M9QXT", "claim_number", "C-8Z4K2M9QXT"),
        ("C-12345", "claim_number", "C-12345"),
    ],
)
def test_numbers_that_we_gave_out(said: str, kind: str, value: str) -> None:
    assert found(said) == [(kind, value)]


def test_a_customers_number_beside_an_orders_is_not_taken_for_it() -> None:
    assert found("customer number K-88231, my order is ON-41143") == [("order_number", "ON-41143")]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("then I want to claim: GU-20418", "order_number", "GU-20418"),
        ("Order RMA ON-41275, it works", "order_number", "ON-41275"),
        ("i want to claim 20418", "order_number", "20418"),
        ("my claim 8Z4K2M9QXT", "claim_number", "C-8Z4K2M9QXT"),
        ("claim: clm-3345", "claim_number", "CLM-3345"),
        ("rma: ab-123", "rma_number", "AB-123"),
    ],
)
def test_an_orders_number_behind_claim_or_rma_stays_one(text: str, kind: str, number: str) -> None:
    assert found(text) == [(kind, number)]


def test_offsets_point_at_the_words() -> None:
    text = "The order is #10 234, thanks"
    (number,) = find_identifiers(text)
    assert text[number.start : number.end] == "10 234"


@pytest.mark.parametrize("spelling", ["10234", "#10 234", "ORD-10234", "order 10234", "１０２３４"])
def test_spellings_of_one_number_share_a_key(spelling: str) -> None:
    assert order_number_key(spelling) == "10234"


def test_letters_of_a_shop_belong_to_the_number() -> None:
    assert order_number_key("qa-10234") == "QA10234" != order_number_key("10234")


def test_an_orders_number_beside_a_wish_for_an_rma_number_is_the_orders() -> None:
    assert found("need rma number ON-41386") == [("order_number", "ON-41386")]
    assert found("rma number 7741") == [("rma_number", "RMA-7741")]

"""Card numbers are hidden; order, phone, claim and serial numbers are not."""

import pytest

from aftersales.services.chat.card_numbers import hide_card_numbers


@pytest.mark.parametrize(
    "written",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "4222222222222",
        "４１１１１１１１１１１１１１１１",
    ],
)
def test_a_card_number_is_hidden_but_for_its_last_four_digits(written: str) -> None:
    hidden = hide_card_numbers(f"my card is {written}, thanks")
    assert hidden.startswith("my card is •••• ")
    assert hidden.endswith(", thanks")
    assert sum(sign.isdigit() for sign in hidden) == 4


def test_every_card_in_a_message_is_hidden() -> None:
    assert hide_card_numbers("4111111111111111 or 5555 5555 5555 4444") == "•••• 1111 or •••• 4444"


@pytest.mark.parametrize(
    "written",
    [
        "order 10234 and QA-10318",
        "4111111111111112",
        "phone +49 151 90731519",
        "IMEI 490154203237518",
        "IMEI 352099001761481",
        "RMA-5H2K8M3QWX",
        "1234567890123456",
        "41111111111111111111111111",
        "2025-03-04 10:30",
        "tracking 00340434161094042557",
    ],
)
def test_other_numbers_stay(written: str) -> None:
    assert hide_card_numbers(written) == written

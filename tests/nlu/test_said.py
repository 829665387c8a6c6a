"""Where a clause begins and ends, and whether it asserts."""

import pytest

from tests.nlu.clauses import clause_of


@pytest.mark.parametrize(
    ("text", "asserts"),
    [
        ("I dropped it", True),
        ("I never dropped it", False),
        ("I never opened it but I dropped it", True),
        ("I never opened it and I dropped it", True),
        ("I never opened or dropped it", False),
        ("No, I dropped it", True),
        ("no I dropped it", True),
        ("maybe I dropped it", False),
        ("I dropped it, maybe", False),
        ("if I dropped it", False),
        ("have I dropped it?", False),
        ("I dropped it, can you repair it?", True),
        ("in case I dropped it", False),
        ("as long as nobody dropped it", False),
        ("far from dropped", False),
        ("yeah right, I dropped it", False),
        ("had I dropped it, I would say so", False),
        ("hopefully nobody dropped it", False),
        ("I was worried that I dropped it", False),
        ("anything but a dropped one", False),
        ("used it like three times and dropped it", True),
        ("it looks like I dropped it", False),
        ("what I did is dropped", True),
        ("not only have I dropped it", True),
        ("it was not just dropped, it was run over", True),
        ("no wonder, I dropped it", True),
        ("I have not dropped it", False),
        ("tomorrow I'll see it dropped", False),
        ("I was tempted to have it dropped", False),
        ("no marks on it, would call it dropped", False),
        ("never seen it, now it is dropped", True),
    ],
)
def test_a_clause_asserts_unless_denied_guessed_or_asked(text: str, asserts: bool) -> None:
    assert clause_of(text, "dropped").asserts() is asserts


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("I never opened or dropped it", True),
        ("neither opened nor dropped", True),
        ("not opened, flashed or dropped", True),
        ("nobody dropped it", True),
        ("not working, dropped it", False),
        ("I don't think I dropped it", False),
        ("it was not me who dropped it", False),
        ("I did not open it and dropped it", False),
        ("I dropped it", False),
        ("have you never dropped it?", False),
    ],
)
def test_a_denial_reaches_through_a_list_and_no_further(text: str, denies: bool) -> None:
    assert clause_of(text, "dropped").denies() is denies


@pytest.mark.parametrize(
    ("text", "asserts"),
    [
        ("Cancel order 1234, and also where is my refund?", True),
        ("cancel it and when do I get my money?", True),
        ("cancel my order, also can you tell me where my refund is?", True),
        ("cancel it please and then how long does the refund take?", True),
        ("cancel my order?", False),
        ("cancel it and send it back?", False),
    ],
)
def test_a_question_added_to_a_request_makes_it_no_question(text: str, asserts: bool) -> None:
    assert clause_of(text, "cancel").asserts() is asserts


def test_a_wish_may_be_asked_for() -> None:
    clause = clause_of("could you repair it?", "repair")
    assert clause.asserts(wishes_count=True)
    assert not clause.asserts()

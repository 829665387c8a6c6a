"""A message that tells several problems is read in parts, each with its own item and facts."""

from aftersales.services.case.reports import report_of, reports_in
from aftersales.services.conversation.heard import Heard, HeardFact


def _heard(text: str, *facts: tuple[str, object, str]) -> Heard:
    return Heard(text, facts=tuple(HeardFact(name, value, quote, text.index(quote)) for name, value, quote in facts))


TWO = _heard(
    "the tablet never worked, I tried for hours, and the earbuds are the wrong colour",
    ("problem", "defective", "never worked"),
    ("dead_on_arrival", True, "never worked"),
    ("problem", "wrong_color", "wrong colour"),
)


def test_each_problem_has_its_part_of_the_message() -> None:
    first, second = reports_in(TWO)
    assert (first.problem, second.problem) == ("defective", "wrong_color")
    assert first.heard.text == "the tablet never worked, I tried for hours, and"
    assert second.heard.text == "the earbuds are the wrong colour"


def test_what_is_told_of_one_is_no_fact_of_the_other() -> None:
    first, second = reports_in(TWO)
    assert first.heard.values_of("dead_on_arrival") == (True,)
    assert second.heard.values_of("dead_on_arrival") == ()


def test_a_single_problem_has_all_of_the_message() -> None:
    heard = _heard("it stopped working and I lost the box", ("problem", "defective", "stopped working"))
    (report,) = reports_in(heard)
    assert report.heard is heard


def test_the_part_of_a_problem_is_found_and_else_the_message_is_taken_whole() -> None:
    assert report_of(TWO, ("wrong_color", "wrong_item")).text == "the earbuds are the wrong colour"
    assert report_of(TWO, ("refund_late",)) is TWO

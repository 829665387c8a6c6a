"""Log lines: JSON, with what we say ourselves, and only the place where a library says something."""

import json
import logging

import pytest

from aftersales.log_lines import JsonLines, note

CANARY = "anna.keller@example.com"


def line(name: str, message: str, *values: object, fault: BaseException | None = None) -> dict[str, object]:
    told = (type(fault), fault, fault.__traceback__) if fault else None
    record = logging.LogRecord(name, logging.ERROR, "/somewhere/processor.py", 12, message, values, told)
    text = JsonLines().format(record)
    assert "\n" not in text
    read: dict[str, object] = json.loads(text)
    return read


@pytest.mark.parametrize("name", ["web.turns", "actions.case", "aftersales.services", "uvicorn.error"])
def test_what_we_say_ourselves_is_told(name: str) -> None:
    told = line(name, "the outbox rests: %s", "DatabaseUnavailable")
    assert (told["from"], told["level"], told["what"]) == (name, "error", "the outbox rests: DatabaseUnavailable")


@pytest.mark.parametrize(
    "name", ["rasa.core.processor", "sqlalchemy.engine", "rasa_sdk.endpoint", "asyncio", "webhook"]
)
def test_of_a_library_only_the_place_is_told(name: str) -> None:
    told = line(name, f"Cannot parse {CANARY} and %s", CANARY)
    assert told["place"] == "processor.py:12"
    assert CANARY not in str(told)


def test_a_fault_is_told_without_its_words() -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as fault:
        told = line("web.problems", "POST failed", fault=fault)
    assert str(told["fault"]).startswith("ValueError at ")
    assert __file__ in str(told["fault"])
    assert CANARY not in str(told)


def test_line_breaks_begin_no_new_line() -> None:
    assert line("web.turns", "%s", "one\r\n{}\u2028two")["what"] == "one\r\n{}\u2028two"


def test_ids_and_durations_stand_beside_each_other(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    note(logging.getLogger("web.turns"), conversation="c1", ms=1.5)
    (record,) = caplog.records
    told = json.loads(JsonLines().format(record))
    assert (told["conversation"], told["ms"], "what" in told) == ("c1", 1.5, False)

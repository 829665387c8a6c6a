"""A function takes the place of a method only while that is the one it was written for."""

import logging

import pytest

from serving.shortcuts.replacement import Replacement, source_hash


class Slow:
    def answer(self) -> str:
        return "slow"


def quick(self: Slow) -> str:
    return "quick"


@pytest.fixture
def method(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Slow, "answer", Slow.answer)


@pytest.mark.usefixtures("method")
def test_replaces_the_method_it_was_written_for() -> None:
    assert Replacement(Slow, "answer", source_hash(Slow.answer), quick).apply()
    assert Slow().answer() == "quick"


@pytest.mark.usefixtures("method")
def test_leaves_a_changed_method_alone_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert not Replacement(Slow, "answer", source_hash(quick), quick).apply()
    assert Slow().answer() == "slow"
    assert "Slow.answer has changed" in caplog.text

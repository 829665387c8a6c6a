"""Sounds and faces, and the short words that are answers."""

import pytest

from aftersales.understanding.interjection import is_interjection


@pytest.mark.parametrize(
    "text", ["lol", "LOOOL!!", "haha", "omg wtf", "ugh...", "🙄", "😂😂", "oh wow", "*sigh*", "hmm"]
)
def test_a_sound_or_a_face_is_an_interjection(text: str) -> None:
    assert is_interjection(text)


@pytest.mark.parametrize(
    "text", ["", "???", "2", "ok", "no", "lol no", "great", "uh-huh yes", "👍", "✅", "hello", "QA-10234"]
)
def test_what_may_be_an_answer_is_none(text: str) -> None:
    assert not is_interjection(text)

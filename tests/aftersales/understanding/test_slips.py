"""A mistyped word is known; another word is not taken for it."""

import pytest

from aftersales.understanding.slips import is_slip_of, put_right


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("camera", "camera"),
        ("camara", "camera"),
        ("camra", "camera"),
        ("cammera", "camera"),
        ("tabelt", "tablet"),
        ("monior", "monitor"),
        ("batery", "battery"),
        ("osciloscop", "oscilloscope"),
        ("haedphons", "headphones"),
    ],
)
def test_a_slip_of_the_fingers_is_the_word_meant(word: str, meant: str) -> None:
    assert is_slip_of(word, meant)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("repair", "rear"),
        ("able", "cable"),
        ("night", "light"),
        ("review", "view"),
        ("came", "camera"),
        ("monday", "monitor"),
        ("better", "battery"),
        ("", "camera"),
    ],
)
def test_another_word_is_no_slip(word: str, meant: str) -> None:
    assert not is_slip_of(word, meant)


def test_words_that_are_not_known_are_put_right_one_at_a_time() -> None:
    assert set(put_right("it got wett", {"it", "wet", "went", "got"})) == {"it got wet"}
    assert list(put_right("my mony", {"my", "money"})) == ["my money"]
    assert list(put_right("the battery is full", {"fell", "the"})) == []
    assert list(put_right("it went off", {"wet", "went"})) == []
    assert list(put_right("it is wed", {"wet"})) == []

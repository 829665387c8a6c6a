"""A mistyped word is known; another word is not taken for it."""

import pytest

from aftersales.understanding.slips import is_slip_of


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

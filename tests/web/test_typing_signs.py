"""Typing signs last some seconds, end with what is said, and are forgotten."""

from web.typing_signs import MOST_KNOWN, SECONDS, TypingSigns


def test_a_sign_lasts_some_seconds_and_is_each_ones_own() -> None:
    moment = [100.0]
    signs = TypingSigns(lambda: moment[0])
    signs.note("c1", "customer")
    assert signs.is_typing("c1", "customer")
    assert not signs.is_typing("c1", "agent")
    assert not signs.is_typing("c2", "customer")
    moment[0] += SECONDS
    assert not signs.is_typing("c1", "customer")


def test_what_is_said_ends_the_sign() -> None:
    signs = TypingSigns()
    signs.note("c1", "agent")
    signs.stop("c1", "agent")
    signs.stop("c1", "agent")
    assert not signs.is_typing("c1", "agent")


def test_no_more_signs_are_kept_than_matter() -> None:
    signs = TypingSigns()
    for number in range(MOST_KNOWN + 10):
        signs.note(f"c{number}", "customer")
    assert len(signs.until) == MOST_KNOWN
    assert signs.is_typing(f"c{MOST_KNOWN + 9}", "customer")

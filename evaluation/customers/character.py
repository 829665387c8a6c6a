"""How a simulated customer behaves, apart from what is true: drawn once, kept for the conversation."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from evaluation.customers.wording import Style


@dataclass(frozen=True)
class Character:
    """What this customer does and leaves out.

    `identity` is when number and e-mail are told: at_once, in_parts or when_asked; `wrong_email` says that another
    address is given first. `names_item` is it, kind ("the camera") or full. `tells` is how many facts are told before
    anybody asks. `digresses` is how likely a message is no answer. `mistaken` gives one wrong answer and takes it back.
    `reads_card` puts right what a card says was understood and is not so.
    """

    style: Style
    identity: str
    wrong_email: bool
    names_item: str
    tells: int
    vague: bool
    polite: bool
    digresses: float
    asks_beside: float
    mistaken: bool
    hesitates: bool
    agrees: bool
    takes_person: bool
    tells_quantity: bool
    reads_card: bool


def draw_character(rng: Random) -> Character:
    """Anybody: most people are plain, some are difficult, a few are difficult in several ways."""
    style = Style(small_letters=rng.random() < 0.4, bare=rng.random() < 0.3, misspells=rng.choice((0, 0, 0, 0.1, 0.3)))
    return Character(
        style=style,
        identity=rng.choice(("at_once", "at_once", "in_parts", "when_asked")),
        wrong_email=rng.random() < 0.08,
        names_item=rng.choice(("it", "kind", "full")),
        tells=rng.choice((0, 0, 0, 1, 1, 2, 3)),
        vague=rng.random() < 0.1,
        polite=rng.random() < 0.4,
        digresses=rng.choice((0, 0, 0.1, 0.25)),
        asks_beside=rng.choice((0, 0, 0.15)),
        mistaken=rng.random() < 0.12,
        hesitates=rng.random() < 0.1,
        agrees=rng.random() < 0.85,
        takes_person=rng.random() < 0.5,
        tells_quantity=rng.random() < 0.3,
        reads_card=rng.random() < 0.8,
    )

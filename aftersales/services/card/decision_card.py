"""A decision as the customer sees it: its parts as data for pages that draw a card, and as a short text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from aftersales.services.wording import either, words

STATES_A_REASON = "why"
IN_OWN_WORDS = (STATES_A_REASON, "nearest_yes")
PLACE = "place"
NAMED_AS_CHOICE = "remedies"
CHECKLISTS = ("evidence", "packing", "steps", "promises", "warnings")
"""What the customer has to do, may count on, or has to mind."""


@dataclass(frozen=True)
class CardLine:
    """One line: what it says, what it is about where that is named apart, and the clauses it rests on."""

    text: str
    about: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardSection:
    """Lines on one subject: why, in_the_way, remedies, costs, place, offers, nearest_yes, unsaid or a checklist."""

    kind: str
    title: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True)
class LastDay:
    """A day until which something has to happen, and the words for a page that counts the days.

    `days_left` is as of the moment the card was made; `ahead` has the place "{left}" for the number of days.
    """

    about: str
    day: date
    days_left: int
    ahead: str
    tomorrow: str
    today: str
    over: str

    def now(self) -> str:
        """The words that hold while the card is new."""
        near = {0: self.today, 1: self.tomorrow}.get(self.days_left, self.ahead)
        return near.replace("{left}", str(self.days_left))


@dataclass(frozen=True)
class DecisionCard:
    """The whole card; `clauses` gives the policy's paraphrase of every clause that a line names."""

    status: str
    verdict: str
    sections: tuple[CardSection, ...]
    last_days: tuple[LastDay, ...]
    last_days_title: str
    clauses_title: str
    clauses: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        """The card as it is sent, and kept beside its line of the transcript."""
        card: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return card


def card_text(card: DecisionCard) -> str:
    """The card for channels that show nothing but text, in few lines: what is decided, then what to do.

    The reason stands beside the verdict, the last day beside the place that the goods go to.
    """
    told = {section.kind: " ".join(_section(section)) for section in card.sections}
    told[PLACE] = " ".join(filter(None, (told.get(PLACE), *_days(card))))
    decided = [text for kind, text in told.items() if kind not in CHECKLISTS and text]
    to_do = [text for kind, text in told.items() if kind in CHECKLISTS]
    paragraphs = ([" ".join([card.verdict, *decided[:1]]), *decided[1:]], to_do)
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _section(section: CardSection) -> Iterator[str]:
    if section.kind in IN_OWN_WORDS:
        yield from (_cited(line.text, line.clauses) for line in section.lines)
    elif section.lines[0].about:
        yield from _pairs(section)
    else:
        items = [line.text for line in section.lines]
        told = either(items) if section.kind == NAMED_AS_CHOICE else "; ".join(items)
        clauses = () if section.kind in (NAMED_AS_CHOICE, *CHECKLISTS) else _clauses(section)
        yield _cited(words("card_list", {"title": section.title, "items": told}), clauses)


def _pairs(section: CardSection) -> Iterator[str]:
    """What is named apart stands in one line, with the clauses of all of it at the end."""
    told = [words("card_pair", {"about": line.about, "text": line.text}) for line in section.lines]
    yield _cited(words("card_pairs", {"told": "; ".join(told)}), _clauses(section))


def _clauses(section: CardSection) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clause for line in section.lines for clause in line.clauses))


def _cited(text: str, clauses: tuple[str, ...]) -> str:
    return words("card_reason", {"text": text, "clauses": ", ".join(clauses)}) if clauses else text


def _days(card: DecisionCard) -> Iterator[str]:
    for last_day in card.last_days:
        yield words("card_last_day", {"what": last_day.about, "when": last_day.now()})

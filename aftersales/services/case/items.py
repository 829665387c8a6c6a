"""Which item of the order, and how many of it, a case is about."""

from __future__ import annotations

import re
from itertools import pairwise

from aftersales.policy.facts import PROBLEM
from aftersales.records import cases, claim_units, transcript
from aftersales.records import claims as claim_records
from aftersales.records.tables import Case, Order, OrderLine
from aftersales.services.case.decision import line_of
from aftersales.services.case.other_item import adds_the_other, other_instead, other_than_before, without_refused
from aftersales.services.conversation.questions import ask_among
from aftersales.services.conversation.reply import Choice, Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.understanding.pieces import count_kind, read_correction
from aftersales.understanding.places import place_named
from aftersales.understanding.slips import SHORTEST, is_slip_of

SENT = ("shipped", "delivered")
MOST_CHOICES = 6
SHORT_WORD = 3
CLAUSES = re.compile(r"[.,;:!?\n]|\b(?:but|and|while|though|although|only|except|whereas)\b", re.IGNORECASE)
WELL = re.compile(
    r"\b(?:is|are|was|were|'s|still|all|works?|working) (?:\w+ )?"
    r"(?:fine|ok|okay|good|great|perfect|well|intact|undamaged)\b"
    r"|^(?!.*\b(?:not|no|never)\b|.*n't).*\bworks\b|\b(?:fine|ok|okay) *$|\blove (?!to\b)|\bnot (?:the|my)\b",
    re.IGNORECASE,
)
"""A clause that says nothing against a thing."""
UNIT = re.compile(r"\(.*|\b\d[\d.,]* ?[a-z]+\b", re.IGNORECASE)
"""What of a product's name does not say what it is: "4.3 inch", "(set of four)"."""
ALL_OF_THEM = frozenset({"both", "all", "everything", "each"})


def settle_item(turn: Turn, case: Case, order: Order, before_dispatch: bool = False) -> Replies:
    """Settles item and quantity, asking only where the order leaves a choice; an order not sent yet is one whole.

    Gives nothing once both are settled. With `before_dispatch` an order not sent yet has items, too.
    """
    if order.status not in SENT and not before_dispatch:
        return []
    line = line_of(turn, case)
    if line is None:
        line = order.lines[0] if len(order.lines) == 1 else _line_named(turn, case, order)
        if line is None:
            turn.ask("line")
            return [ask_among("ask_item", [line.name for line in order.lines[:MOST_CHOICES]])]
        choose_line(turn, case, line)
    free = claim_records.free_units(turn.session, line)
    if not free:
        held = [claim.reference for claim in claim_units.holders(turn.session, line.id)]
        case.status = "done"
        return [Say("item_already_claimed", {"product": line.name, "reference": ", ".join(held)})]
    if len(free) == 1 or (case.quantity or 0) > len(free):
        case.quantity = 1 if len(free) == 1 else None
    if case.quantity is None:
        case.quantity = pieces_named(line, _said_so_far(turn, case), len(free))
    if case.quantity is None:
        turn.ask("quantity", most=len(free))
        counts = tuple(Choice(str(count)) for count in range(1, min(len(free), MOST_CHOICES) + 1))
        return [Say("ask_quantity", {"product": line.name, "most": str(len(free))}, counts)]
    return []


def change_item(turn: Turn, case: Case, text: str) -> bool:
    """Settles the case on another item of the order that the words name; whether they do."""
    line = line_instead(turn.order, case.line_id, text) if turn.order and case.line_id is not None else None
    if line is None or line.id == case.line_id:
        return False
    choose_line(turn, case, line)
    case.quantity = None
    turn.ask_nothing()
    return True


def line_instead(order: Order, at_hand: int, words: str) -> OrderLine | None:
    """The line that the words name in place of the one at hand (its id): by its name, or as the other one."""
    return line_in_passing(order, without_refused(words)) or other_instead(order, at_hand, words)


def pieces_named(line: OrderLine, words: str, most: int) -> int | None:
    """How many pieces of the line the words speak of, at most so many; no number that belongs to its name."""
    names = _words(line.name)
    measures = {unit for number, unit in pairwise(names) if number.isdecimal()}
    kinds = [name for name in names if name.isalpha() and len(name) > SHORT_WORD and name not in measures]
    told = count_kind(words, lambda word: any(_alike(kind, word.lower()) for kind in kinds))
    possible = {pieces for pieces in told if 1 <= pieces <= most and str(pieces) not in names}
    return possible.pop() if len(possible) == 1 and len(told) == 1 else None


def corrects_pieces(turn: Turn, case: Case, words: str) -> bool:
    """Puts the number of pieces right that was settled before, where the words name another possible one."""
    line = line_of(turn, case)
    if line is None or case.quantity is None:
        return False
    most = len(claim_records.free_units(turn.session, line))
    pieces = read_correction(words) or pieces_named(line, words, most)
    if pieces is None and len(turn.identified_order.lines) == 1 and adds_the_other(words):
        pieces = case.quantity + 1
    if pieces in (None, case.quantity) or not 1 <= pieces <= most:
        return False
    case.quantity = pieces
    turn.ask_nothing()
    return True


def choose_line(turn: Turn, case: Case, line: OrderLine) -> OrderLine:
    """Settles the case on a line of the order."""
    case.line_id = line.id
    return line


def line_meant(order: Order, words: str) -> OrderLine | None:
    """The one line whose name or SKU the words fit, misspelt or in part ("the camara"), or that they number."""
    meant = without_refused(words)
    place = place_named(meant, len(order.lines))
    return _best_fit(order, _words(meant)) if place is None else order.lines[place]


def lines_meant(order: Order, words: str) -> list[OrderLine]:
    """The several lines that an answer means: "both", or each by a word of its own ("the tablet and the earbuds")."""
    said = _words(words)
    return list(order.lines) if ALL_OF_THEM.intersection(said) else _named_apart(order, said)


def _named_apart(order: Order, said: list[str]) -> list[OrderLine]:
    """The lines that have a word of their own among those said."""
    named = {line.id: _words_naming(line, said) for line in order.lines}
    return [
        line
        for line in order.lines
        if named[line.id].difference(*(words for other, words in named.items() if other != line.id))
    ]


def _words_naming(line: OrderLine, said: list[str]) -> set[str]:
    names = _words(line.name)
    return {word for word in said if any(_alike(name, word) for name in names)}


def line_in_passing(order: Order, words: str) -> OrderLine | None:
    """The one line that words said in passing name; numbers and short words name nothing here.

    Where several are named, those count of which nothing good is said: "the camera is fine but the monitor is dead".
    """
    told = words
    if len(_named_apart(order, _words(words))) > 1:
        told = _without_good_news(words)
    said = [word for word in _words(told) if word.isalpha() and len(word) > SHORT_WORD]
    return _best_fit(order, said) if len(_named_apart(order, said)) < 2 else None


def _without_good_news(words: str) -> str:
    return " ".join(clause for clause in CLAUSES.split(words) if not WELL.search(clause))


def _best_fit(order: Order, said: list[str]) -> OrderLine | None:
    """The line that fits best, if no other fits as well; what a thing is ("drone") stands last in its name."""
    fits = [(_fit(line, said), line) for line in order.lines]
    best = max(fit for fit, _ in fits)
    named = [line for fit, line in fits if fit == best]
    return named[0] if best and len(named) == 1 else None


def _line_named(turn: Turn, case: Case, order: Order) -> OrderLine | None:
    """The line that is named with the request or, where it is the first one, was named before: "it's the tablet"."""
    named = line_in_passing(order, _said_so_far(turn, case))
    if named is None and len(cases.of_conversation(turn.session, turn.conversation.id)) == 1:
        named = line_in_passing(order, _said_before(turn, case))
    return named or other_than_before(turn, case, order, _without_good_news(_said_so_far(turn, case)))


def _said_before(turn: Turn, case: Case) -> str:
    lines = transcript.read(turn.session, turn.conversation.id)
    return " ".join(line.text for line in lines if line.author == "customer" and line.created_at < case.opened_at)


def _said_so_far(turn: Turn, case: Case) -> str:
    """What the customer has said of the case since it was opened: of the opening message only the part about it."""
    lines = transcript.read(turn.session, turn.conversation.id)
    said = [line.text.strip() for line in lines if line.author == "customer" and line.created_at >= case.opened_at]
    opening = cases.latest_facts(turn.session, case).get(PROBLEM)
    if opening is None or not opening.quote or opening.quote in said:
        return " ".join(said)
    told_apart = bool(said) and opening.quote in said[0]
    return opening.quote if told_apart else " ".join([opening.quote, *said])


def _fit(line: OrderLine, said: list[str]) -> int:
    """Two points for each word of the line's name (or its SKU) among the words said, one more for what it is."""
    names = _words(line.name)
    kind = next(
        (name for name in reversed(_words(UNIT.sub(" ", line.name))) if name.isalpha() and len(name) > SHORT_WORD), ""
    )
    named = sum(any(_alike(name, word) for word in said) for name in names)
    by_sku = set(_words(line.sku)) <= set(said)
    return 2 * (named + by_sku) + any(_alike(kind, word) for word in said)


def _alike(name: str, word: str) -> bool:
    if len(word) <= SHORT_WORD or len(name) <= SHORT_WORD:
        return name == word
    one, meant = word.removesuffix("s"), name.removesuffix("s")
    return one == meant or (len(one) >= SHORTEST and is_slip_of(one, meant))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())

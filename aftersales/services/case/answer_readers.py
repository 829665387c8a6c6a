"""Which reader takes the answer to which kind of question, and whether a message is an answer at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from aftersales.policy.decision import WISH
from aftersales.policy.facts import PROBLEM
from aftersales.services.ask_policy import SHOP, ask_policy
from aftersales.services.case.confirmation import confirm, decline, done_before
from aftersales.services.case.fact_answers import NotUnderstood, read_fact, read_facts, read_remedy, read_which_fact
from aftersales.services.case.items import line_meant
from aftersales.services.case.opening import end_case
from aftersales.services.case.other_orders import number_meant
from aftersales.services.case.which_problem import WHICH_PROBLEM, read_problem
from aftersales.services.case.which_wrong import WHICH_WRONG, read_which_is_wrong
from aftersales.services.claims.steps import ask_to_withdraw, confirm_withdrawal, withdrawal_meant
from aftersales.services.conversation.heard import Heard
from aftersales.services.conversation.questions import ask_what_to_do, question_again
from aftersales.services.conversation.reading_question import READING
from aftersales.services.conversation.reply import Replies, Say
from aftersales.services.conversation.turn import Turn
from aftersales.services.conversation.two_readings import read_reading
from aftersales.services.hand_off import hand_over
from aftersales.services.identify_order import IDENTITY, look_up_at, names_another_number, note_identifiers
from aftersales.understanding.answers import Standing, read_answer
from aftersales.understanding.asking import asks_something
from aftersales.understanding.numbers import read_number
from aftersales.understanding.yes_no import Assent, acknowledges, hesitates, read_assent, refuses

ASKED_OF_CASE = ("fact", "facts", "remedy", "quantity")
"""Questions whose answer is only noted in the case."""
YES_OR_NO_ASKED = ("confirm", "confirm_withdrawal", "person_offer")
"""Questions whose yes does something at once."""

CALLS_OFF = re.compile(
    r"\b(?:no|nope|nah)\W+(?:do not|don'?t|leave|wait|stop|keep)\b|\bdon'?t\W*(?:do (?:it|that)\W*)?$", re.IGNORECASE
)

LACKS_IT = re.compile(
    r"\b(?:(?:do not|don'?t|can'?t|cannot) (?:have|find|see|got)|have(?:n'?t| not) got|have no|lost|deleted)"
    r" (?:it|that|one|(?:\w+ )?(?:number|e-?mail|mail|confirmation))\b",
    re.IGNORECASE,
)
"""Who is asked for the order has not got its number at hand."""

Reader = Callable[[Turn, Heard], Replies]


def read_answer_to(turn: Turn, kind: str, heard: Heard) -> Replies:
    """Reads the message as the answer to a question of this kind; raises NotUnderstood where it is none."""
    return READERS[kind](turn, heard)


def note_answer(turn: Turn, heard: Heard) -> None:
    """Takes a plain answer in, without going on."""
    read_answer_to(turn, turn.asked["kind"], heard)


def reads_as_answer(turn: Turn, heard: Heard) -> bool:
    """Whether the message plainly answers the question on the table."""
    kind, policy = turn.asked.get("kind"), turn.policy
    if kind == SHOP:
        return turn.shop_called(heard.text) is not None
    if kind == IDENTITY:
        return bool(heard.order_numbers or heard.emails or number_meant(turn.asked.get("numbers", ()), heard.text))
    if kind in YES_OR_NO_ASKED:
        return read_assent(heard.text) in (Assent.YES, Assent.NO)
    if policy is None or kind not in ASKED_OF_CASE:
        return False
    if kind == "facts":
        return read_assent(heard.text) is not Assent.UNCLEAR
    if kind == "quantity":
        return read_number(heard.text) is not None
    fact = policy.vocabulary.facts[turn.asked.get("fact", WISH)]
    return read_answer(fact, heard.text, turn.today, day_first=policy.day_first).standing is not Standing.UNCLEAR


def names_an_answer(turn: Turn, heard: Heard) -> bool:
    """Whether the message names one of the choices, a day or a number asked for, and not just yes or no."""
    policy, fact = turn.policy, turn.asked.get("fact")
    if turn.asked.get("kind") == "line" and turn.order is not None:
        return line_meant(turn.order, heard.text) is not None
    if turn.asked.get("kind") not in ("remedy", "fact", "quantity") or policy is None:
        return False
    is_yes_no = fact is not None and policy.vocabulary.facts[fact].type == "yes_no"
    return not is_yes_no and read_assent(heard.text) is Assent.UNCLEAR and reads_as_answer(turn, heard)


def _read_nothing(turn: Turn, heard: Heard) -> Replies:
    """Nothing was asked but "anything else?": a no or "ok" ends it; a second yes to what was just done is answered.

    Who tells a problem means neither, whatever else the words sound like: "it has not worked, I never opened it".
    """
    if turn.case is not None or heard.values_of(PROBLEM):
        raise NotUnderstood
    assent = read_assent(heard.text)
    tells_or_asks = heard.order_numbers or heard.emails or asks_something(heard.text)
    if assent is Assent.NO or (heard.intent == "deny" and not tells_or_asks):
        turn.ask_nothing()
        return [Say("no_person_then")]
    if acknowledges(heard.text):
        turn.ask_nothing()
        return [Say("no_person_then")]
    if assent is not Assent.YES and heard.intent != "affirm":
        raise NotUnderstood
    return done_before(turn)


def _read_identity(turn: Turn, heard: Heard) -> Replies:
    if heard.order_numbers or heard.emails:
        return []
    if heard.intent == "not_known" or read_assent(heard.text) is Assent.NOT_KNOWN or LACKS_IT.search(heard.text):
        return [Say("where_to_find_order_number")]
    if names_another_number(heard):
        return [Say("another_number")]
    number = _number_told(turn, heard.text)
    if number is not None:
        return note_identifiers(turn, replace(heard, order_numbers=(number,)))
    found = look_up_at(turn, heard.shop or turn.shop_called(heard.text))
    if not found:
        raise NotUnderstood
    return found


def _number_told(turn: Turn, text: str) -> str | None:
    """One of several numbers that were asked about, or a single word with a digit in it, in whatever form."""
    if len(text.split()) == 1 and any(map(str.isdecimal, text)):
        return text.strip()
    return number_meant(turn.asked.get("numbers", ()), text)


def _read_line(turn: Turn, heard: Heard) -> Replies:
    if turn.case is None or turn.case.line_id is None:
        raise NotUnderstood
    turn.ask_nothing()
    return []


def _read_quantity(turn: Turn, heard: Heard) -> Replies:
    most = int(turn.asked.get("most", 1))
    number = read_number(heard.text, all_of=most)
    if turn.case is None or number is None:
        raise NotUnderstood
    if not 1 <= number <= most:
        return [Say("quantity_impossible", {"most": str(most)})]
    turn.case.quantity = number
    turn.ask_nothing()
    return []


def _read_confirmation(turn: Turn, heard: Heard) -> Replies:
    case = turn.case
    if case is None:
        raise NotUnderstood
    return confirm(turn, case) if _says_yes(heard) else decline(turn, case)


def _read_withdrawal(turn: Turn, heard: Heard) -> Replies:
    case = turn.case
    if case is None:
        raise NotUnderstood
    return confirm_withdrawal(turn, case) if _says_yes(heard) else decline(turn, case)


def _read_offer(turn: Turn, heard: Heard) -> Replies:
    reason = turn.asked.get("reason", "asked_for")
    try:
        agreed = _says_yes(heard)
    except NotUnderstood:
        return _read_earlier(turn, heard)
    if agreed:
        return hand_over(turn, reason)
    if reason == "not_understood":
        return _take_up_again(turn)
    if turn.case is not None:
        end_case(turn, turn.case, "done")
    turn.ask_nothing()
    return [Say("no_person_then")]


def _take_up_again(turn: Turn) -> Replies:
    """What was asked before a person was offered, once more; the order is asked for again by what goes on."""
    turn.conversation.asked = turn.asked.get("before")
    turn.conversation.misunderstood = 0
    if turn.asked.get("kind") == IDENTITY:
        return []
    return question_again(turn) or ask_what_to_do(turn)


def _read_earlier(turn: Turn, heard: Heard) -> Replies:
    """The answer to what was asked before a person was offered, for a customer who goes on with that instead."""
    offer, before = turn.asked, turn.asked.get("before") or {}
    if before.get("kind") not in ASKED_OF_CASE:
        raise NotUnderstood
    turn.conversation.asked = before
    try:
        replies = read_answer_to(turn, before["kind"], heard)
    except NotUnderstood:
        turn.conversation.asked = offer
        raise
    return [*replies, *question_again(turn)]


def _read_claim(turn: Turn, heard: Heard) -> Replies:
    case, reference = turn.case, withdrawal_meant(turn, heard.text)
    if case is None or reference is None:
        raise NotUnderstood
    return ask_to_withdraw(turn, case, reference)


def _read_shop(turn: Turn, heard: Heard) -> Replies:
    shop = heard.shop or turn.shop_called(heard.text)
    if shop is None:
        raise NotUnderstood
    return ask_policy(turn, turn.asked["topic"], shop)


def _says_yes(heard: Heard) -> bool:
    """A plain yes or no; anything else, a hesitant yes or one with a "don't" in it, is not taken for one.

    What only sounds like a yes ("hm, let me think") must never do anything.
    """
    assent = read_assent(heard.text)
    doubtful = refuses(heard.text) or hesitates(heard.text)
    agreed = assent is Assent.UNCLEAR and heard.intent == "affirm" and not doubtful
    if assent is Assent.YES or agreed:
        return True
    if assent is Assent.NO or heard.intent in ("deny", "stop") or _calls_off(heard.text):
        return False
    raise NotUnderstood


def _calls_off(text: str) -> bool:
    """Whether the words take back what they begin with: "cancel... no, don't"."""
    return read_assent(text) is not Assent.NOT_KNOWN and CALLS_OFF.search(text) is not None


READERS: Mapping[str, Reader] = {
    IDENTITY: _read_identity,
    "line": _read_line,
    "quantity": _read_quantity,
    "fact": read_fact,
    "facts": read_facts,
    "which_fact": read_which_fact,
    WHICH_PROBLEM: read_problem,
    WHICH_WRONG: read_which_is_wrong,
    "remedy": read_remedy,
    "confirm": _read_confirmation,
    "person_offer": _read_offer,
    "claim": _read_claim,
    "confirm_withdrawal": _read_withdrawal,
    "flow": _read_nothing,
    SHOP: _read_shop,
    READING: read_reading,
    "": _read_nothing,
}
"""The reader for each kind of question that may be on the table; "" is none."""

"""What a flow is: a kind of request, the problems it may be about, and what it starts from."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales.services.conversation.heard import Heard

UNWANTED = ("change_of_mind", "ordered_wrong")
FAULTY = ("defective", "damaged_in_transit")
SENT_WRONG = ("wrong_item", "wrong_specification", "wrong_description", "wrong_color", "wrong_format")
GOODS_BACK = (*UNWANTED, *FAULTY, *SENT_WRONG)


@dataclass(frozen=True)
class Flow:
    """One kind of request a customer can make; `stem` names it in every room.

    `problems` are those it may be about, the usual one first; a flow without problems only looks something up.
    `reasons` are problems that customers tell along with it and that are no further request of theirs.
    `mistaken_for` are problems of other flows that customers have who ask for this one and do not tell why.
    What a flow is chosen for makes no fact true, only words do. `needs_item` says that it is about one item of an
    order that has been sent, `item_before_dispatch` that this is so even before.
    """

    stem: str
    problems: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    mistaken_for: tuple[str, ...] = ()
    needs_item: bool = False
    item_before_dispatch: bool = False

    def problem_of(self, heard: Heard) -> str | None:
        """The problem that the message tells, if this flow may be about it, else the usual one."""
        told = [problem for problem in heard.values_of("problem") if problem in self.problems]
        usual = self.problems[0] if self.problems else None
        return told[0] if told else usual

"""A simulated customer: an agenda of what is still to be said, and what has been told so far.

After the agenda-based user simulation of Schatzmann et al. (2007): the agenda is a stack. What the assistant asks puts
an answer on it, the customer's character puts digressions and corrections above that, and what is on top is said next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from aftersales.policy.facts import NOT_KNOWN, Value
from aftersales.policy.model import ShopPolicy
from aftersales.services.card.understood import PROBLEM
from aftersales.services.case.which_wrong import NOTHING_WRONG
from aftersales.services.wording import words as reply_words
from evaluation.customers import mistakes
from evaluation.customers.card_reader import misunderstood, said_wrongly
from evaluation.customers.character import Character
from evaluation.customers.opening import open_conversation
from evaluation.customers.phrases import Phrases
from evaluation.customers.situations import Situation
from evaluation.customers.wording import Words, sentences, words

Asked = Mapping[str, Any]
MOST_DIGRESSIONS = 3
NOTHING: Mapping[str, Value] = {}
WORDS_OF_CHOICES = 0.3
"""How often the things asked about together are named by the assistant's own words."""


@dataclass(frozen=True)
class Act:
    """One thing to say: `opening`, `answer`, `digression`, `correction`, `hesitation`, `again` or `farewell`."""

    kind: str
    fact: str = ""


@dataclass(frozen=True)
class Said:
    """A message and what it was meant to be."""

    act: Act
    text: str


class Customer:
    """Says one message after the other; `told` holds the facts told so far, as the assistant should have them now."""

    def __init__(
        self,
        situation: Situation,
        character: Character,
        policy: ShopPolicy,
        today: date,
        rng: Random,
        said_in: Words | None = None,
    ) -> None:
        """A customer who has said nothing yet; all that is drawn comes from `rng`, all that is said from `said_in`."""
        self.situation, self.character, self.policy, self.today = situation, character, policy, today
        self.told: dict[str, Value] = {}
        self.problem_told = self.line_told = self.quantity_told = False
        self.number_given = False
        self.confirmed: bool | None = None
        self.wants_person: bool | None = None
        self.phrases = Phrases(situation, character, today, rng, said_in or words())
        self._rng = rng
        self._agenda = [Act("farewell"), Act("opening")]
        self._digressions = 0
        self._gone = self._impatient = False
        self._wrong_email = character.wrong_email
        self._hesitates = character.hesitates
        self._mistaken = character.mistaken

    def hears(self, asked: Asked, again: bool, read: str = "") -> None:
        """Takes in the question on the table; `again` says that it has been asked before and was answered.

        `read` is all that the assistant has just said, with the card in it if there is one.

        Who has said goodbye is gone, whatever is asked then.
        """
        if self._gone:
            self._agenda = []
            return
        corrections = list(dict.fromkeys([act for act in self._agenda if act.kind == "correction"] + self._finds(read)))
        self._agenda = [act for act in self._agenda if act.kind == "farewell"]
        if not asked:
            self._agenda += corrections or ([] if self.problem_told else [Act("answer")])
            return
        self._agenda.append(Act("again" if again else "answer"))
        self._agenda += corrections
        if not again and not corrections:
            self._add_whim(asked["kind"])

    def speaks(self, asked: Asked) -> Said | None:
        """Says what is on top of the agenda; None once there is nothing left."""
        if not self._agenda:
            return None
        act = self._agenda.pop()
        self._gone = act.kind == "farewell"
        text = self._in_words(act, asked)
        return Said(act, text if act.kind == "again" else self.character.style.write(text, self._rng))

    def _finds(self, read: str) -> list[Act]:
        """Corrections of what the card has got wrong."""
        if not self.character.reads_card:
            return []
        return [Act("correction", fact) for fact in misunderstood(read, self.policy, self.situation)]

    def _add_whim(self, kind: str) -> None:
        """Something else first, as this character is given to."""
        if kind == "confirm" and self._hesitates:
            self._hesitates = False
            self._agenda.append(Act("hesitation"))
        elif self._digressions < MOST_DIGRESSIONS and self._rng.random() < self.character.digresses:
            self._digressions += 1
            self._agenda.append(Act("digression"))

    def _in_words(self, act: Act, asked: Asked) -> str:
        if act.kind == "opening":
            return open_conversation(self)
        if act.kind in ("answer", "again"):
            return self._answer(asked, plainly=act.kind == "again")
        if act.kind == "correction":
            return self._correction(act.fact)
        if act.kind == "hesitation":
            return self.phrases.pick("confirm", "unsure")
        if act.kind == "digression":
            return self._digression()
        return self.phrases.pick("farewells")

    def _correction(self, fact: str) -> str:
        """What is so, where there are words for it, else only that something is not."""
        if fact == PROBLEM:
            return self.phrases.pick("corrections").format(fact=self.phrases.problem())
        value = self.situation.facts[fact]
        if not self.phrases.has_words_for(fact, value):
            return self.phrases.pick("objections")
        self.told[fact] = value
        return self.phrases.pick("corrections").format(fact=self.phrases.fact(fact, value))

    def _digression(self) -> str:
        """Anything but an answer; impatience is shown once, since twice would be asking for a person."""
        kinds = [kind for kind in self.phrases.words["digressions"] if kind != "impatience" or not self._impatient]
        kind = self._rng.choice(kinds)
        self._impatient = self._impatient or kind == "impatience"
        return self.phrases.pick("digressions", kind)

    def _answer(self, asked: Asked, plainly: bool) -> str:
        """What the question calls for, by the kind of question that the ledger holds."""
        kind = asked.get("kind", "flow")
        if kind in ("fact", "facts", "which_fact"):
            return self._fact_answer(asked, plainly)
        answers = {
            "identity": lambda: self._identity(asked),
            "flow": self._problem,
            "reading": self._problem,
            "which_problem": lambda: self._which_problem(plainly),
            "which_wrong": lambda: self._which_wrong(asked),
            "line": lambda: self._line(plainly),
            "quantity": lambda: self._quantity(asked, plainly),
            "remedy": lambda: self._remedy(asked, plainly),
            "confirm": lambda: self._confirm(plainly),
            "person_offer": lambda: self._person(plainly),
        }
        return answers[kind]() if kind in answers else self.policy.name

    def _fact_answer(self, asked: Asked, plainly: bool) -> str:
        if asked["kind"] == "fact":
            fact = self.policy.vocabulary.facts[asked["fact"]]
            value = self._value_to_say(fact.name)
            self.told[fact.name] = value
            beside = self.phrases.pick("beside_an_answer") if self._asks_beside(plainly) else ""
            return " ".join(filter(None, (self.phrases.answer(fact, value, plainly), beside)))
        facts = asked["facts"]
        truth = {fact: self.situation.facts[fact] for fact in facts}
        values = {fact: self._value_to_say(fact, truth) for fact in facts}
        done = [fact for fact in facts if values[fact] is True]
        if not done:
            self.told |= dict.fromkeys(facts, False)
            return "no" if plainly else self.phrases.pick("none_of_these")
        return self._name_what_happened(asked["kind"], done, plainly)

    def _name_what_happened(self, kind: str, done: list[str], plainly: bool) -> str:
        if kind == "facts" and not plainly and self._rng.random() < WORDS_OF_CHOICES:
            return "yes"
        self.told |= dict.fromkeys(done, True)
        known = self.policy.vocabulary.facts
        if plainly or self._rng.random() < WORDS_OF_CHOICES:
            return " and ".join(known[fact].words for fact in done)
        return "yes, " + " and ".join(self.phrases.fact(fact, True) for fact in done)

    def _value_to_say(self, fact: str, beside: Mapping[str, Value] = NOTHING) -> Value:
        """The truth; a customer given to mistakes says the opposite once, and takes it back with the next message."""
        value = self.situation.facts.get(fact, NOT_KNOWN)
        if not self._mistaken:
            return value
        wrong = mistakes.wrong_value(self.policy, self.situation, {**self.told, **beside}, fact, self.today)
        if wrong is None or not self.phrases.has_words_for(fact, value):
            return value
        self._mistaken = False
        self._agenda.append(Act("correction", fact))
        return wrong

    def _asks_beside(self, plainly: bool) -> bool:
        return not plainly and self._rng.random() < self.character.asks_beside

    def _identity(self, asked: Asked) -> str:
        number = self.phrases.number()
        if asked.get("asked_which"):
            return number if not asked.get("number") else self.policy.name
        if asked.get("number"):
            return self.phrases.pick("identity", "email").format(email=self._email())
        if asked.get("email"):
            return self.phrases.pick("identity", "number").format(number=number)
        if self.character.identity == "in_parts" and not self.number_given:
            self.number_given = True
            return self.phrases.pick("identity", "number").format(number=number)
        return self.order_and_email()

    def order_and_email(self) -> str:
        """Number and e-mail in one sentence; the address may be another one at first."""
        self.number_given = True
        return self.phrases.pick("identity", "both").format(number=self.phrases.number(), email=self._email())

    def _email(self) -> str:
        if self._wrong_email:
            self._wrong_email = False
            return self.phrases.pick("identity", "wrong_emails")
        return self.situation.email

    def _problem(self) -> str:
        self.problem_told = True
        if self.situation.problem == "defective" and self.situation.facts["dead_on_arrival"] is True:
            self.told["dead_on_arrival"] = True
        return sentences([self.phrases.problem()])

    def _which_problem(self, plainly: bool) -> str:
        """The problem in the words of the choice, or as it may be told first."""
        if not plainly and self._rng.random() >= WORDS_OF_CHOICES:
            return self._problem()
        return self.policy.vocabulary.facts["problem"].values[self.situation.problem]

    def _which_wrong(self, asked: Asked) -> str:
        """What was understood wrongly, in the assistant's own words; a yes or no is thereby told as it is."""
        wrong = said_wrongly(asked["told"], self.policy, self.situation)
        known = self.policy.vocabulary.facts
        self.told |= {fact: self.situation.facts[fact] for fact in wrong if known[fact].type == "yes_no"}
        return " and ".join(asked["told"][fact] for fact in wrong) or reply_words(NOTHING_WRONG)

    def _line(self, plainly: bool) -> str:
        self.line_told = True
        return self.phrases.item(plainly)

    def _quantity(self, asked: Asked, plainly: bool) -> str:
        self.quantity_told = True
        return self.phrases.quantity(int(asked.get("most", 1)), plainly)

    def _remedy(self, asked: Asked, plainly: bool) -> str:
        options = list(asked["options"])
        wish = self.situation.facts.get("wants")
        self.told["wants"] = chosen = wish if wish in options else self._rng.choice(options)
        return self.phrases.answer(self.policy.vocabulary.facts["wants"], chosen, plainly)

    def _confirm(self, plainly: bool) -> str:
        self.confirmed = self.character.agrees
        if plainly:
            return "yes" if self.confirmed else "no"
        return self.phrases.pick("confirm", self.confirmed)

    def _person(self, plainly: bool) -> str:
        self.wants_person = self.character.takes_person
        if plainly:
            return "yes" if self.wants_person else "no"
        return self.phrases.pick("person", self.wants_person)

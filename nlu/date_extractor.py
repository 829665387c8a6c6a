"""Rasa extractor: days in words, as entities "date" whose role tells what happened on that day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from aftersales.understanding.dates import DatePhrase, find_dates
from nlu.words_extractor import WordsExtractor

ARRIVED_BACK = (
    r"(?:came|arrived|got\s(?:it|them|the\s\S+))\s(?:\S+\s){0,2}?back"
    r"|you\s(?:\w+\s)?signed\sfor|reached\syou|(?:was|been|is)\swith\syou"
    r"|you\s(?:have\s)?(?:got|received|have)\s(?:it|them|(?:the|my)\s(?:return|parcel|package))"
)
SENT_BACK = (
    r"(?:sent|send|posted|shipped|mailed|brought|gave|handed)\s(?:\S+\s){0,3}?(?:back|in|off|(?:the|my)\sreturn)"
    r"|(?:popped|put|dropped|stuck|handed)\s(?:\S+\s){1,3}?(?:in(?:to)?|at|off)(?:\s\S+)?\s(?:post|mail|courier)"
    r"|returned|went\sback"
)
DELIVERED = (
    r"arrived|came(?!\s(?:out|off|up|loose|apart|undone|down|from)\b|\sto\s(?!me|us|my|our))|delivered"
    r"|handed\s(?:it\s|over\s|them\s)*(?:to\s)?(?:me|us)\b|gave\s(?:me|us)\s(?:the|my|our)\s(?:parcel|package|box)"
    r"|signed\sfor|took\sdelivery|delivery\swas|landed|showed\sup|picked\s(?:it|them)\sup"
    r"|brought(?!\s(?:\S+\s){1,2}?(?:to|in|back)\b)|recei?ved?|recieved?"
    r"|got(?!\s(?:an?|no|to|my|back)\b)|got\smy\sorder|reached|turned\sup"
)
NOTICED = (
    r"noticed|discovered|spotted|saw|broke|died|failed|stopped|quit|crashed|froze|snapped|conked|malfunctioned|blew"
    r"|went\s(?:black|dead|dark|blank|wrong|off|out|bang|bust|haywire)|(?:gave|packed|conked)\s(?:up|out|in)"
    r"|(?:shut|cut|burn(?:ed|t))\s(?:down|off|out)|came\s(?:loose|apart|off|undone)|fell\sapart"
    r"|smok(?:ed|e)|spark(?:ed|s)|seized|started|began|showed(?!\sup)|came\sup|cropped\sup|appeared|happened|occurred"
)
REPORTED = (
    r"reported|complained|(?:told|contacted|called|rang|phoned|messaged|informed|e-?mailed|mailed)\syour?\b"
    r"|wrote\s(?:to\s)?you|let\syou\sknow|got\sin\stouch|(?:raised|opened)\s(?:a|the|my)\s(?:ticket|complaint)"
)
UNHEARD = r"heard|answer|repl|news|respon|received|word|mail|money|refund|track|update|parcel|order|waiting"
"""What is said not to have come since a day tells nothing of when the thing broke."""
BROKEN_SINCE = (
    r"(?:not|n['’]?t|no|dead|broken|black|faulty|defective|never|keeps|lines|(?:play|act)ing|refus(?:es|ed)|stuck|gone"
    r"|(?:flicker|freez|crash|leak|overheat|reboot|restart|rattl|buzz|beep|stutter|disconnect)\w*"
    r"|problems?|issues?|trouble|faults?|noises?|weird|strange|dies)\b"
    rf"(?:(?!{UNHEARD})[^.!?]){{0,40}}?\bsince"
    r"|since(?=\s+\S+(?:\s+\S+)?\s+(?:it|they|the|my|this(?!\s(?:morning|week|month)))\b)"
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DateExtractor(WordsExtractor):
    """The value is the phrase itself: which day it means depends on today and on the shop, so actions resolve it.

    The role is the date fact that the nearest words of the same clause tell about; without such words there is none.
    """

    HAPPENED = (
        ("arrived_back_on", ARRIVED_BACK),
        ("sent_back_on", SENT_BACK),
        ("delivered_on", DELIVERED),
        ("first_noticed_on", f"{NOTICED}|{BROKEN_SINCE}"),
        ("reported_on", REPORTED),
        ("placed_on", r"ordered|bought|purchased|placed|paid\sfor"),
    )
    DIVIDES = r"[.!?;,\n]|\b(?:and|but|then|because|so)\b"

    def __init__(self) -> None:
        """Compile the words that tell what happened."""
        self._happened = [(role, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for role, words in self.HAPPENED]
        self._divides = re.compile(self.DIVIDES, re.IGNORECASE)

    def entities_in(self, text: str) -> list[dict[str, Any]]:
        """The days, each with its role where the words tell one."""
        return self._entities(text, find_dates(text))

    def _entities(self, text: str, phrases: Sequence[DatePhrase]) -> list[dict[str, Any]]:
        """Each day with its role; a day that only explains the one before it ("today, 20 May") has the same."""
        entities: list[dict[str, Any]] = []
        for phrase in phrases:
            entity = self._entity(text, phrase)
            if entities and "role" in entities[-1] and not text[entities[-1]["end"] : phrase.start].strip(" ,("):
                entity.setdefault("role", entities[-1]["role"])
            entities.append(entity)
        return entities

    def _entity(self, text: str, phrase: DatePhrase) -> dict[str, Any]:
        entity = {"entity": "date", "value": phrase.text, "start": phrase.start, "end": phrase.end}
        role = self.role_of(text, phrase)
        return {**entity, "role": role} if role else entity

    def role_of(self, text: str, phrase: DatePhrase) -> str | None:
        """The date fact whose words stand nearest to the phrase in its clause."""
        start, end = self._clause(text, phrase)
        nearest = sorted(
            (min(abs(phrase.start - start - match.end()), abs(match.start() - (phrase.end - start))), order, role)
            for order, (role, words) in enumerate(self._happened)
            for match in words.finditer(text[start:end])
        )
        return nearest[0][2] if nearest else None

    def _clause(self, text: str, phrase: DatePhrase) -> tuple[int, int]:
        before = [match.end() for match in self._divides.finditer(text, 0, phrase.start)]
        after = self._divides.search(text, phrase.end)
        return (before[-1] if before else 0, after.start() if after else len(text))

"""Whether a message says no more than that the customer is tired of waiting or of being asked."""

from __future__ import annotations

import re

from aftersales.understanding.text import normalised

_VERY = r"(?:(?:so|too|very|really|just|way|far|much|all|quite|awfully|getting|a bit|rather) )*"
_LONG = r"(?:long|forever|ages|an eternity|time)"
_HURRY = (
    r"(?:speed (?:(?:it|this|things) )?up|be (?:quicker|faster|quick)|move on"
    r"|(?:get|come|cut|go) (?:straight )?to the (?:point|chase))"
)
_IMPATIENT = (
    rf"(?:this|that|it|you) (?:is|are|'s) {_VERY}(?:slow|ridiculous|annoying|tedious|tiring|silly|enough)",
    rf"(?:this|that|it|you) (?:(?:is|'s|are) taking|takes?|took|has taken) {_VERY}{_LONG}",
    r"i (?:do|have) not (?:have |got )*(?:all (?:day|night|week|evening|afternoon)|time for this|the time)",
    r"(?:how|why) (?:much longer|many more(?: questions)?|so slow|so many questions)(?: .*)?",
    rf"(?:{_VERY}many|enough) questions|you are wasting my time|what a waste of time",
    rf"(?:(?:can|could|will) (?:we|you|u|this) )?(?:please )?(?:just )?{_HURRY}(?: a (?:bit|little))?",
    r"are we (?:done|there|finished)(?: yet| now)?|when (?:are we|is this) (?:done|over|finished)",
    r"i have (?:better|other) things to do|how long (?:does|will|is) this (?:chat|conversation|going to)(?: .*)?",
    r"(?:not )?(?:another|yet another|one more|more) questions?",
    r"quick|no time|(?:i (?:am|'m) )?in (?:a|such a) (?:hurry|rush)|asap|(?:be|make it) quick",
    r"(?:oh )?come on|hurry(?: up)?|faster|quickly|get on with it|seriously|for (?:god|heaven|goodness) 's sake",
)
_FILLER = r"(?:oh|omg|ffs|jeez|gosh|well|man|ok|okay|please|pls|plz|now|guys|hey|ugh|honestly|really|and|but)"
_REMARK = "|".join(_IMPATIENT)
_PART = re.compile(rf"(?:{_FILLER} )*(?:{_REMARK})(?: (?:{_FILLER}|{_REMARK}))*")
_FILLERS = re.compile(rf"{_FILLER}(?: {_FILLER})*")
_ENDS = re.compile(r" ?[.,;:!?] ?")


def is_impatient(text: str) -> bool:
    """Every part of the message is such a remark: "come on, this is ridiculous"."""
    parts = [part for part in _ENDS.split(normalised(text)) if part]
    tells = [part for part in parts if not _FILLERS.fullmatch(part)]
    return bool(tells) and all(_PART.fullmatch(part) for part in tells)

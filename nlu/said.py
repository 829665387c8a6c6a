"""Whether words are said as so: not asked, not supposed, not guessed, not denied."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.whose import are_anothers_words, is_about_another

_SUBJECTS = frozenset(
    {"i", "we", "he", "she", "it", "they", "you", "the", "this", "that", "there", "my", "our", "his", "her", "its"}
    | {"their", "your", "a", "an", "what", "who", "please", "mine"}
    | {"everything", "these", "those", "someone", "somebody"}
)
_ENDS = frozenset({".", "!", "?", ";", ":", "\n", "\n\n", "(", ")", "...", "…"})
_ALWAYS_JOINS = frozenset({"but", "because", "cause", "cos", "since", "although", "though", "however", "why"})
_JOINS = frozenset({",", "-", "–", "and", "or", "then", "so", "as", "while"})
_NEGATES = frozenset({"not", "n't", "nt", "n’t", "never", "no", "without", "neither", "nor", "hardly", "cannot"})
_ADDS_TO = frozenset({"only", "just", "merely", "wonder"})
"""Behind a "not" or "no" these make it none: "not only is it dead", "no wonder it broke"."""
_NOBODY = frozenset({"nobody", "noone", "none", "nothing"})
_UNCERTAIN = frozenset({"maybe", "perhaps", "think", "believe", "sure", "guess", "suppose", "might", "may", "hope"})
_ALTERNATIVE = frozenset({"or", "nor", "neither"})
_ANOTHER_CLAUSE = frozenset(
    {"that", "who", "which", "when", "until", "after", "before", "and", "to", "know", "remember"}
)
_SUPPOSES = frozenset(
    {"if", "whether", "unless", "suppose", "imagine", "wonder", "wondering", "wondered"}
    | {"assuming", "provided", "providing", "supposing"}
)
_SUPPOSING = ("in case", "as long as")
_TURNED_ROUND = ("far from", "far from being", "instead of", "rather than", "anything but")
"""What directly before the words says that they are not so."""
_SCOFFS = ("yeah right", "as if i")
_GUESSES = frozenset(
    {"maybe", "perhaps", "possibly", "probably", "might", "may", "could", "think", "thought", "believe", "guess"}
    | {"suspect", "assume", "unsure", "seems", "seemingly", "apparently", "almost", "nearly", "must", "looks"}
    | {"hope", "hoped", "hoping", "hopefully", "wish", "worried", "worry", "unlikely"}
    | {"would", "should", "wanted", "want", "going", "gonna", "about", "supposed", "sure", "certain"}
    | {"tempted", "considered", "considering", "planning", "plan", "intend", "intended", "imagine", "pray", "praying"}
    | {"assumed", "believed", "figured", "suspected", "feared"}
)
_TO_COME = tuple(f"{who} {will} " for who in ("i", "we", "he", "she") for will in ("will", "'ll", "’ll", "shall"))
"""Before a match these tell what is yet to come: "this weekend I will flash it"."""
_WITHOUT_SUBJECT = frozenset(
    {"would", "want", "wish", "need", "prefer", "now", "have", "has", "got", "kept", "just", "money", "cash", "refund"}
)
"""Behind a comma these begin a clause whose "I" is left out: "never opened it, would like a refund"."""
_DOUBTS = ("i think", "i guess", "i believe", "i suppose", "not sure", "or not", "maybe", "perhaps", "probably")
_AUXILIARIES = frozenset(
    {"do", "does", "did", "can", "could", "may", "should", "shall", "will", "would", "is", "are", "am", "was"}
    | {"were", "has", "have", "had", "must"}
)
_OWNS = frozenset({"have", "has", "had"})
_OWNED = frozenset({"the", "my", "our", "its", "a", "an", "this", "that", "everything"})
"""With these before them a clause asks nothing whose "I" is left out: "have the box"."""
_ASKS = frozenset({"what", "how", "who", "whom", "whose", "why", "which", "where"})
_ADDS = frozenset({"and", "also", "plus", "then"})
_REQUESTS = frozenset({"can", "could"})
_LIKES = frozenset(
    {"'d", "’d", "d", "would", "i", "we", "you", "looks", "look", "sounds", "feels", "felt", "something"}
)
"""Before "like": behind other words it guesses nothing ("used it like three times")."""
_ARTICLES = ("a", "an", "the", "my", "any")
_DOUBTED_WISHES = frozenset({"maybe", "perhaps", "think", "thought", "might", "about", "almost", "nearly"})


class Clause:
    """The clause of a message in which a match stands: its words in lower case, the match by their numbers."""

    def __init__(self, words: Sequence[str], start: int, end: int) -> None:
        behind = end - 1 if words[end - 1] in _ENDS else end
        first = next((at + 1 for at in range(start - 1, -1, -1) if _divides(words, at)), 0)
        last = next((at for at in range(behind, len(words)) if _divides(words, at)), len(words))
        self.before = words[first:start]
        self.within = words[start:end]
        self.scoffs = any(scoff in " ".join(words) for scoff in _SCOFFS)
        self.after = words[end:last]
        sentence_end = next((at for at in range(behind, len(words)) if words[at] in _ENDS), len(words))
        self.sentence_rest = " ".join(words[end:sentence_end])
        self.asked = last < len(words) and words[last] == "?" and not _adds_a_question(self.after)

    def asserts(self, wishes_count: bool = False) -> bool:
        """Whether the match is told as a fact; with `wishes_count` also where it is asked for ("can you")."""
        if self._supposed() or self._negated() or self._doubted_after() or self.scoffs:
            return False
        guesses = _DOUBTED_WISHES if wishes_count else _GUESSES
        guessed = guesses.intersection(self.before) or (not wishes_count and (self._likens() or self._is_to_come()))
        return not guessed and not self._is_question(wishes_count)

    def is_anothers(self) -> bool:
        """Whether it is somebody else who says so, or another thing than the one at hand that it is said of."""
        return are_anothers_words(self.before) or is_about_another(self.before, self.within, self.after)

    def denies(self) -> bool:
        """Whether the match is denied outright: "I never opened or flashed it", "neither dropped nor opened".

        Across a comma a denial reaches only through "or": "not working, opened it" denies nothing but the working.
        """
        if _UNCERTAIN.intersection(self.before):
            return False
        negators = [at for at in range(len(self.before)) if self._negates(at)]
        if not negators or self._supposed() or self._doubted_after() or self._is_question(False):
            return False
        between = self.before[negators[-1] + 1 :]
        listed = bool(_ALTERNATIVE.intersection((*self.before, *self.after)))
        return not _ANOTHER_CLAUSE.intersection(between) and ("," not in between or listed)

    def _likens(self) -> bool:
        return any(word == "like" and at and self.before[at - 1] in _LIKES for at, word in enumerate(self.before))

    def _is_to_come(self) -> bool:
        before = " ".join([*self.before, ""])
        return any(words in before for words in _TO_COME)

    def _supposed(self) -> bool:
        before = " ".join(self.before)
        return bool(_SUPPOSES.intersection(self.before)) or any(words in before for words in _SUPPOSING)

    def _negated(self) -> bool:
        """Whether a negation reaches the match; one with its own stands beside it ("never dropped, never opened")."""
        before = self.before
        unled = before[:-1] if before and before[-1] in _ARTICLES else before
        if " ".join(unled).endswith(_TURNED_ROUND):
            return True
        begin = 0
        if _NEGATES.intersection(self.within):
            begin = 1 + next((at for at in range(len(before) - 1, -1, -1) if before[at] in {*_JOINS, "neither"}), -1)
        return any(self._negates(at) for at in range(begin, len(before)))

    def _negates(self, at: int) -> bool:
        """Whether the word in this place before the match denies what follows it."""
        following = self.before[at + 1 : at + 2] or self.within[:1]
        return self.before[at] in _NEGATES | _NOBODY and not _ADDS_TO.intersection(following)

    def _doubted_after(self) -> bool:
        following = " ".join(self.after)
        return any(doubt in following for doubt in _DOUBTS) or self.sentence_rest.endswith(_DOUBTS)

    def _is_question(self, may_request: bool) -> bool:
        opening = [word for word in (*self.before, *self.within) if word.isalpha()][:2]
        if not opening or (may_request and opening[0] in _REQUESTS):
            return False
        if opening[0] == "what" and opening[1:] in (["i"], ["we"]):
            return False
        if opening[0] in _ASKS or (self.asked and not self.before and not may_request):
            return True
        if opening[0] == "when" and opening[1:] and opening[1] in _AUXILIARIES:
            return True
        if opening[0] in _OWNS and opening[1:] and opening[1] in _OWNED and not self.asked:
            return False
        return opening[0] in _AUXILIARIES and len(opening) > 1 and opening[1] in _SUBJECTS


def _adds_a_question(words: Sequence[str]) -> bool:
    """Whether behind "and" or "also" a question of its own begins: in "cancel it, and also where is my refund?"."""
    for at, word in enumerate(words):
        following = [later for later in words[at + 1 : at + 4] if later not in {*_ADDS, ",", "please"}]
        if word not in _ADDS or not following:
            continue
        if following[0] in _ASKS or following[0] == "when":
            return True
        if following[0] in _AUXILIARIES and len(following) > 1 and following[1] in _SUBJECTS:
            return True
    return False


def _divides(words: Sequence[str], at: int) -> bool:
    """Whether a clause ends here: at a full stop, at "but", or at "and" before a new subject or "not".

    "I never opened or flashed it" is one clause, "I never opened it and it is dead" is two, as is what a question
    follows: "I ordered it by mistake, can I return it?"
    """
    word = words[at]
    if word == "but" and words[at - 1 : at] == ["anything"]:
        return False
    if word in _ENDS or word in _ALWAYS_JOINS:
        return True
    following = next((later for later in words[at + 1 : at + 3] if later not in _JOINS), "")
    if word == "," and following in _WITHOUT_SUBJECT:
        return True
    if word == "," and words[at + 1 : at + 2] and words[at + 1] in _AUXILIARIES and words[at + 2 : at + 3]:
        return words[at + 2] in _SUBJECTS
    if word in _JOINS:
        return any(following in begins for begins in (_SUBJECTS, _ALWAYS_JOINS, _NEGATES, _NOBODY))
    return word == "no" and at + 1 < len(words) and words[at + 1] in _SUBJECTS

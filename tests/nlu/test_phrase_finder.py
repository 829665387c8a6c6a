"""Phrases are found in the words of a message wherever they fit."""

import pytest
import spacy

from nlu.phrase_finder import Phrase, PhraseFinder, Words

LANGUAGE = spacy.blank("en")


def found(phrase: str, text: str) -> set[str]:
    """The words that the phrase fits."""
    doc = LANGUAGE.make_doc(text)
    finder = PhraseFinder([Phrase(phrase, "meaning")])
    return {doc[start:end].text for _, start, end in finder.found_in(Words(doc))}


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("dropped it", "I dropped it, then I dropped it again", {"dropped it"}),
        ("dropped|threw the? lamp", "Threw lamp", {"Threw lamp"}),
        ("i? dropped it", "I dropped it", {"I dropped it", "dropped it"}),
        ("dropped it down?", "dropped it down", {"dropped it", "dropped it down"}),
        ("opened ... housing", "opened up the black plastic housing", {"opened up the black plastic housing"}),
        ("opened ... housing", "opened housing", {"opened housing"}),
        ("did not|never open", "I didn't open it", {"didn't open"}),
        ("can not find", "I can’t find it", {"can’t find"}),
        ("we will wait", "we'll wait", {"we'll wait"}),
        ("nothing .|!", "and now nothing", {"nothing"}),
        ("ordered ...... got blue", "ordered red, and today I got blue", {"ordered red, and today I got blue"}),
    ],
)
def test_a_phrase_fits(phrase: str, text: str, words: set[str]) -> None:
    assert found(phrase, text) == words


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("opened ... housing", "opened. The housing"),
        ("opened ... housing", "opened it but never the housing"),
        ("opened ... housing", "opened one two three four five housing"),
        ("dropped it", "it dropped"),
        ("dropped it", "dropped"),
        ("nothing .|!", "nothing much"),
        ("ordered ...... broken", "I ordered it. The lamp is broken"),
        ("ordered ...... broken", "I ordered it and it is not broken"),
        ("ordered ...... broken", "I ordered it, what if it is broken"),
        ("ordered ...... broken", "ordered one two three four five six seven eight nine ten eleven twelve more broken"),
    ],
)
def test_a_phrase_does_not_fit(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_each_phrase_tells_what_it_means() -> None:
    finder = PhraseFinder([Phrase("dropped it", "accident"), Phrase("flashed it", "firmware")])
    told = {meaning for meaning, _, _ in finder.found_in(Words(LANGUAGE.make_doc("I flashed it")))}
    assert told == {"firmware"}


def test_what_is_no_phrase_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin and end with a word"):
        Phrase("opened ...", "meaning")

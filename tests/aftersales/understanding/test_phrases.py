"""The notation of phrases in policies/heard_as."""

import pytest

from aftersales.understanding.phrases import compile_phrases, parse_phrase
from aftersales.understanding.text import normalised


def occurs(phrase: str, text: str) -> bool:
    pattern = compile_phrases((phrase,))
    return pattern is not None and pattern.search(normalised(text)) is not None


@pytest.mark.parametrize("text", ["I opened the housing", "we unscrewed its black plastic housing"])
def test_words_options_and_gaps(text: str) -> None:
    assert occurs("opened|unscrewed the|its? ... housing", text)


@pytest.mark.parametrize("text", ["opened. The housing", "opened it but never the housing", "reopened the housing"])
def test_signs_negations_and_parts_of_words_end_it(text: str) -> None:
    assert not occurs("opened ... housing", text)


@pytest.mark.parametrize("text", ["I didn't open it", "I didn’t open it", "I didnt open it", "I did not open it"])
def test_contractions_are_written_out(text: str) -> None:
    assert occurs("did not open", text)


def test_a_list_of_words_stands_for_each_of_them() -> None:
    assert occurs("opened the <housing>", "I opened the casing")
    assert not occurs("opened the <housing>", "I opened the window")


def test_an_unknown_list_names_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"<colur> is not a list of words\.yml; they are device"):
        parse_phrase("a <colur> one")


@pytest.mark.parametrize("phrase", ["", "... it", "it ...", "it? the?"])
def test_a_phrase_that_could_match_anything_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"must begin|would match"):
        parse_phrase(phrase)

"""Slips of the fingers are put right where one word only can be meant."""

import pytest
import spacy

from aftersales.settings import PROJECT_ROOT
from nlu.fact_extractor import FactExtractor, declared_facts
from nlu.spelling import Spelling

LANGUAGE = spacy.blank("en")
SPELLING = Spelling(["damaged", "charged", "changed", "refund", "lost"], known={"broken", "refunds"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("it came damgaed", "it came damaged"),
        ("it came Damagd, alas", "it came damaged, alas"),
        ("no reufnd yet", "no refund yet"),
        ("no refundd yet", "no refund yet"),
    ],
)
def test_one_slip_is_put_right(written: str, meant: str) -> None:
    assert SPELLING.corrected(LANGUAGE.make_doc(written)).text == meant


@pytest.mark.parametrize("written", ["all refunds", "chasged", "los", "qamaged", "dmagd", "damaged2", "a gimbal"])
def test_other_words_stay_as_they_are(written: str) -> None:
    assert SPELLING.corrected(LANGUAGE.make_doc(written)).text == written


def test_a_misspelt_fact_is_heard_in_its_place() -> None:
    text = "Sorry, but the lamp arived damged, what now"
    extractor = FactExtractor(declared_facts(PROJECT_ROOT / "policies"), known={"sorry", "arrives"})
    (fact,) = extractor.entities_in(text)
    assert fact["value"] == "problem=damaged_in_transit"
    assert text[fact["start"] : fact["end"]] == "arived damged"

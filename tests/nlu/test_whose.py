"""What others say, and what befell another thing, tells nothing of the thing at hand."""

import pytest

from tests.nlu.clauses import clause_of


@pytest.mark.parametrize(
    "text",
    [
        "the courier told me that somebody had dropped it",
        "according to the postman it was dropped",
        "your colleague on the phone said I had dropped it",
        "my neighbour thinks it was dropped",
        "somebody on a forum claims they are often dropped",
        "my old one was dropped",
        "our previous camera got dropped",
        "his was dropped",
        "my brother dropped his",
        "my neighbour's drone was dropped",
        "the first one I had was dropped",
        "the one I sent back was dropped",
        "the bloke next door says it was dropped",
        "in the reviews people write that they were dropped",
        "your leaflet says it was dropped",
        "next door they had one that was dropped",
        "the scanner in our office was dropped",
        "my own tripod was dropped",
        "the lamp I had before was dropped",
    ],
)
def test_it_is_anothers(text: str) -> None:
    assert clause_of(text, "dropped").is_anothers()


@pytest.mark.parametrize(
    "text",
    [
        "I dropped it",
        "my brother dropped it",
        "I told you that I dropped it",
        "he asked me and I said I dropped it",
        "last week I dropped it",
        "my last order was dropped",
        "the other one was dropped",
        "my son dropped his cup on it",
        "the courier dropped it",
        "my friend's just dropped it",
        "the first week I dropped it",
        "my own fault, I dropped it",
        "I used it in our office and dropped it",
        "yours was dropped",
    ],
)
def test_it_is_the_customers_own(text: str) -> None:
    assert not clause_of(text, "dropped").is_anothers()

"""Words of like spelling are near."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import HashingVectorizer

from nlu.letter_groups import LetterGroupsFeaturizer


@pytest.fixture
def featurizer() -> LetterGroupsFeaturizer:
    return LetterGroupsFeaturizer(LetterGroupsFeaturizer.get_default_config(), "letter_groups")


def test_a_mistyped_word_is_nearer_than_another_word(featurizer: LetterGroupsFeaturizer) -> None:
    right, mistyped, other = map(featurizer.vector, ("cancellation", "cancelation", "refund status"))
    assert right @ mistyped > 0.6 > right @ other


def test_vectors_have_length_one_and_the_places_of_the_config(featurizer: LetterGroupsFeaturizer) -> None:
    vector = featurizer.vector("where is my parcel")
    assert vector.shape == (LetterGroupsFeaturizer.get_default_config()["places"],)
    assert np.linalg.norm(vector) == pytest.approx(1)


@pytest.mark.parametrize("text", ["Where is my parcel?", "pls cancel QA order", "größe ☹ 3x", "a", "?!"])
def test_counts_as_the_vectorizer_of_scikit_learn_does(featurizer: LetterGroupsFeaturizer, text: str) -> None:
    theirs = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=1024).transform([text])
    assert featurizer.vector(text) == pytest.approx(theirs.toarray()[0], abs=1e-6)

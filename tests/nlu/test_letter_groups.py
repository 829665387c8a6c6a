"""Words of like spelling are near."""

import numpy as np
import pytest

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

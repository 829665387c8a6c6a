"""The nearest examples, as a pipeline to compare with."""

import numpy as np

from evaluation.nlu.nearest import NearestExamplesClassifier


def test_the_nearer_of_two_examples_speaks_louder() -> None:
    config = {**NearestExamplesClassifier.get_default_config(), "neighbours": 2}
    classifier = NearestExamplesClassifier(config, "nearest", None, None)
    classifier.clf.fit(np.eye(2), ["deny", "affirm"])
    (sure,) = classifier.clf.predict_proba([[0.2, 0.8]])
    assert dict(zip(classifier.clf.classes_, sure, strict=True))["affirm"] > 0.75
    assert config["temperature"] == 1.0

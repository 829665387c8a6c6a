"""How our own examples are divided for cross-validation."""

from evaluation.nlu.folds import divided

EXAMPLES = [(f"{intent} {number}", intent) for intent in ("greet", "deny") for number in range(6)]


def test_every_example_is_heard_once_by_a_pipeline_that_does_not_know_it() -> None:
    parts = divided(EXAMPLES, 3)
    assert sorted(example for _, unseen in parts for example in unseen) == sorted(EXAMPLES)
    assert all(not set(seen) & set(unseen) for seen, unseen in parts)


def test_every_intent_has_its_share_in_each_part() -> None:
    assert [[intent for _, intent in unseen].count("greet") for _, unseen in divided(EXAMPLES, 3)] == [2, 2, 2]

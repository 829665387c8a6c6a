"""The training examples: every topic has an intent, and there are enough of each."""

from collections import Counter

from ruamel.yaml import YAML

from aftersales.policy.vocabulary import load_vocabulary
from aftersales.settings import PROJECT_ROOT

TRANSACTIONAL = {
    "cancel_order", "report_dead_on_arrival", "claim_warranty", "return_item", "report_wrong_item", "refund_status",
    "out_of_stock",
}  # fmt: skip


def examples() -> dict[str, list[str]]:
    files = [YAML(typ="safe").load(path) for path in sorted((PROJECT_ROOT / "data" / "nlu").glob("*.yml"))]
    blocks = [block for file in files for block in file["nlu"]]
    return {block["intent"]: [line[2:] for line in block["examples"].splitlines()] for block in blocks}


def test_every_topic_of_the_vocabulary_can_be_asked_for() -> None:
    topics = load_vocabulary(PROJECT_ROOT / "policies" / "facts.yml").topics
    assert {name for name in examples() if name.startswith("ask_")} == {f"ask_{topic}" for topic in topics}


def test_there_are_enough_examples() -> None:
    few = {name: len(texts) for name, texts in examples().items() if len(texts) < (40 if name in TRANSACTIONAL else 20)}
    assert few == {}


def test_no_example_stands_twice() -> None:
    counted = Counter(text.lower() for texts in examples().values() for text in texts)
    assert [text for text, times in counted.items() if times > 1] == []

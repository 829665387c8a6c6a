"""Slips in what a customer wants are put right before it is read; names and numbers are left alone."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.pipeline import ENCODER_GRAPH, english_pipeline
from nlu.wish_reader import WISH, WishReader, common_words

pytestmark = pytest.mark.skipif(not ENCODER_GRAPH.exists(), reason="not built: python -m nlu.pipeline build")
EXAMPLES = ("please cancel my order", "cancel the refund please", "where is my refund", "camera", "my camera")
CONFIG = {"uses": 2, "uses_unknown": 2}
CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage.create(tmp_path)


@pytest.fixture
def reader(storage: LocalModelStorage) -> WishReader:
    trained = WishReader.create(CONFIG, storage, Resource("wish"), CONTEXT)
    trained.train(TrainingData([Message({TEXT: text, INTENT: "any"}) for text in EXAMPLES]))
    return trained


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("cancle my ordr pls", "cancel my ordr pls"),
        ("WHERE is my Reffund?", "WHERE is my refund?"),
        ("cancel QA-10234, anna@exmaple.com", "cancel"),
        ("my kamera", "my kamera"),
        ("don't cancell-it", "don't cancell-it"),
    ],
)
def test_a_slip_that_can_mean_one_word_of_the_examples_is_put_right(
    reader: WishReader, written: str, wanted: str
) -> None:
    assert reader.wish(written) == wanted


def test_the_name_of_a_product_stays_as_it_is_written(reader: WishReader) -> None:
    language = english_pipeline(["Refundo X2"], [])
    message = Message({TEXT: "my refundo X2, refundo", SPACY_DOCS[TEXT]: language("my refundo X2, refundo")})
    reader.process([message])
    assert message.get(WISH) == "my refundo X2, refundo"
    assert reader.wish("my refundo") == "my refund"


def test_a_shop_whatever_it_is_called_does_not_change_the_wish(reader: WishReader) -> None:
    language = english_pipeline([], ["Gadgeteria"])
    message = Message({TEXT: "cancel my gadgeteria order", SPACY_DOCS[TEXT]: language("cancel my gadgeteria order")})
    reader.process([message])
    assert message.get(WISH) == "cancel my order"


def test_what_was_learnt_is_there_again_in_a_conversation(reader: WishReader, storage: LocalModelStorage) -> None:
    loaded = WishReader.load(CONFIG, storage, Resource("wish"), CONTEXT)
    assert loaded.wish("cancle") == reader.wish("cancle") == "cancel"


def test_a_word_that_stands_in_few_examples_may_be_a_slip_itself() -> None:
    assert common_words(["Cancel the order", "cancel cancel", "the oder"], uses=2) == {"cancel", "the"}


def test_a_word_that_nobody_knows_must_stand_in_more_examples(storage: LocalModelStorage) -> None:
    careful = WishReader.create({"uses": 2, "uses_unknown": 3}, storage, Resource("wish"), CONTEXT)
    careful.train(TrainingData([Message({TEXT: text, INTENT: "any"}) for text in EXAMPLES]))
    assert careful.wish("reffund cancle") == "reffund cancel"


def test_a_message_without_a_document_is_read_too(reader: WishReader) -> None:
    message = Message({TEXT: "cancle"})
    reader.process([message])
    assert message.get(WISH) == "cancel"

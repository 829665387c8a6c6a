"""The document of the HTTP interface: it names every refusal, and answers are as it says."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor
from web.api_document import document

REFUSED_WRITES = {"400", "403", "413", "415", "422", "503"}
"""A body that is no JSON, a foreign page, too much, another type, another shape, no database."""


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


WRITES = [pytest.param(each, id=path) for path, method, each in operations() if method == "post"]
OF_A_CONVERSATION = [
    pytest.param(each, id=f"{method} {path}")
    for path, method, each in operations()
    if any(part.get("$ref", "").endswith("/Shop") for part in each.get("parameters", []))
]


@pytest.mark.parametrize("operation", WRITES)
def test_every_write_names_what_it_refuses(operation: dict[str, Any]) -> None:
    assert set(operation["responses"]) >= REFUSED_WRITES


@pytest.mark.parametrize("operation", OF_A_CONVERSATION)
def test_everything_about_a_conversation_says_that_there_may_be_none(operation: dict[str, Any]) -> None:
    assert "404" in operation["responses"]


def test_every_operation_has_a_summary_and_every_success_its_shape() -> None:
    for path, method, operation in operations():
        assert operation["summary"], (method, path)
        successes = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        assert all(answer.get("content") for answer in successes), (method, path)


def fits(answer: httpx.Response, path: str) -> bool:
    """Whether an answer is as the document says of its path, method and status."""
    responses = document()["paths"][path][answer.request.method.lower()]["responses"]
    told = resolved(responses[str(answer.status_code)])
    ((kind, content),) = told["content"].items()
    assert answer.headers["content-type"].partition(";")[0] == kind
    schema = {**content["schema"], "components": document()["components"]}
    Draft202012Validator(schema).validate(answer.json())
    return True


def resolved(part: dict[str, Any]) -> dict[str, Any]:
    found: Any = document() if "$ref" in part else part
    for step in part.get("$ref", "#").split("/")[1:]:
        found = found[step]
    return dict(found)


def test_answers_are_as_the_document_says(visitor: Visitor, rasa: FakeRasa) -> None:
    rasa.answer = lambda words: [{"text": "Which?", "buttons": [{"title": "Red", "payload": "red"}]}]
    post, shop = visitor.client.post, {"shop": "qualir"}
    assert fits(visitor.comes(), "/api/conversation")
    assert fits(visitor.comes(fresh=True), "/api/conversation")
    assert fits(visitor.says("Hello"), "/api/messages")
    assert fits(post("/api/person", json={"client_id": "wants-a-person"}, params=shop), "/api/person")
    for path in ("/health", "/ready"):
        assert fits(visitor.client.get(path), path)
    rasa.is_well = False
    assert fits(visitor.client.get("/ready"), "/ready")


def test_refusals_are_as_the_document_says(visitor: Visitor, address: str) -> None:
    stranger = Visitor(address)
    assert fits(visitor.says(""), "/api/messages")
    assert fits(visitor.says("x" * 2001), "/api/messages")
    assert fits(stranger.says("Hello"), "/api/messages")
    assert fits(stranger.client.get("/api/transcript?shop=qualir"), "/api/transcript")
    assert fits(visitor.client.post("/api/transcript/mail?shop=qualir", json={}), "/api/transcript/mail")
    assert fits(visitor.client.get("/metrics", headers={"Via": "proxy"}), "/metrics")

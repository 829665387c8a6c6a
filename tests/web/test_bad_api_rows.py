"""The table of bad input, row by row: requests to the HTTP interface that no page of ours sends (rows 55 to 75).

Each is refused with its status and a sentence, or what is wrong in it counts for nothing; Rasa hears none of it, and
the chat answers afterwards. Rows that have a test where their subject is are named in `ELSEWHERE`.
"""

import json
from collections.abc import Iterator

import pytest

from aftersales.settings import PROJECT_ROOT
from tests.web.fake_rasa import FakeRasa
from tests.web.visitor import Visitor

ID = "message-x"
SEND = "/api/messages?shop=qualir"
DEEP = '{"a":' * 5000 + "1" + "}" * 5000


def message(**fields: object) -> str:
    """A message's body, with these fields as well or instead."""
    return json.dumps({"client_id": ID, "text": "Hello", **fields})


BODIES = {
    (55, "nothing"): ("", 400, "not JSON"),
    (55, "half of it"): ('{"client_id"', 400, "not JSON"),
    (55, "words"): ("cancel it", 400, "not JSON"),
    (56, "a list"): ("[1]", 422, "wrong shape"),
    (57, "a number for the text"): (message(text=5), 422, "wrong shape"),
    (58, "nothing for the text"): (message(text=None), 422, "either a text or a button"),
    (59, "deep in an unknown field"): (DEEP, 422, "wrong shape"),
    (59, "deep in the text"): (f'{{"client_id":"{ID}","text":{DEEP}}}', 422, "wrong shape"),
    (59, "lists without end"): ("[" * 5000, 422, "wrong shape"),
    (60, "the text twice"): (f'{{"client_id":"{ID}","text":"yes","text":"no"}}', 400, "stands twice"),
    (60, "the id twice"): (f'{{"client_id":"{ID}","client_id":"{ID}","text":"no"}}', 400, "stands twice"),
    (61, "a role"): (message(role="agent"), 422, "wrong shape"),
    (61, "a sender"): (message(sender="somebody-else"), 422, "wrong shape"),
    (61, "metadata"): (message(metadata={"email": "anna.keller@example.com"}), 422, "wrong shape"),
    (61, "verified"): (message(verified=True), 422, "wrong shape"),
    (61, "an order"): (message(order_id=1), 422, "wrong shape"),
    (61, "an author"): (message(author="assistant"), 422, "wrong shape"),
    (61, "no id to answer to"): (json.dumps({"text": "Hello"}), 422, "wrong shape"),
    (65, "256 signs"): (message(client_id="a" * 256), 422, "wrong shape"),
    (65, "65 signs"): (message(client_id="a" * 65), 422, "wrong shape"),
    (65, "7 signs"): (message(client_id="a" * 7), 422, "wrong shape"),
    (65, "a sign that is none"): (message(client_id="with#a#mark"), 422, "wrong shape"),
}
SECRETS = {
    "a NUL": "%00" * 32,
    "a surrogate": "%ED%A0%80",
    "300 signs": "a" * 300,
    "31 signs": "0" * 31,
    "no hex": "g" * 32,
}
FORM = "application/x-www-form-urlencoded"
FORMS = {SEND: 415, "/api/conversation": 415, "/api/transcript/mail?shop=qualir": 415, "/desk/sign-in": 413}

ELSEWHERE = {
    63: "tests/web/test_bad_requests.py::test_streaming_cannot_be_asked_for",
    64: "tests/web/test_messages.py::test_the_same_id_with_other_words_is_refused",
    66: "tests/web/test_claim_page.py::test_a_yes_that_is_made_up_or_to_another_claim_withdraws_nothing",
    67: "tests/web/test_protection.py::test_no_route_writes_for_a_foreign_page_or_for_none",
    68: "tests/web/test_bad_requests.py::test_there_are_no_websockets",
    69: "tests/web/test_bad_requests.py::test_a_host_that_cannot_be_is_refused",
    70: "tests/web/test_bad_requests.py::test_a_file_in_five_thousand_parts_is_not_given_out",
    71: "tests/web/test_bad_requests.py::test_a_made_up_forwarding_address_buys_no_new_conversations",
    72: "tests/web/test_bad_requests.py::test_a_method_cannot_be_overridden",
    75: "tests/web/test_authorisation.py::test_everybody_gets_what_is_theirs_and_nothing_else",
}


@pytest.fixture(autouse=True)
def the_chat_still_answers(visitor: Visitor, rasa: FakeRasa) -> Iterator[None]:
    yield
    assert visitor.says("Still there?", "at-the-end").json()["answer"][0]["text"] == "You said: Still there?"
    assert rasa.words == ["Still there?"]


@pytest.mark.parametrize("case", BODIES, ids=lambda case: f"{case[0]} {case[1]}")
def test_a_body_that_cannot_be_is_refused_in_words(case: tuple[int, str], visitor: Visitor) -> None:
    content, status, words = BODIES[case]
    answer = visitor.client.post(SEND, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_row_62_a_sender_that_cannot_be_has_no_conversation(secret: str, address: str) -> None:
    headers = {"Cookie": f"aftersales_qualir={secret}"}
    stranger = Visitor(address).client
    assert (
        stranger.post(SEND, content=message(), headers={**headers, "Content-Type": "application/json"}).status_code
        == 404
    )
    assert stranger.get("/api/transcript?shop=qualir", headers=headers).status_code == 404


@pytest.mark.parametrize("path", FORMS)
def test_row_73_a_form_of_a_million_fields_is_not_read(path: str, visitor: Visitor) -> None:
    refused = visitor.client.post(path, content=b"a=1&" * 1_000_000, headers={"Content-Type": FORM})
    assert refused.status_code == FORMS[path]


def test_row_74_a_cookie_that_somebody_else_has_fixed_is_not_taken_over(visitor: Visitor, address: str) -> None:
    fixed = "0123456789abcdef" * 2
    victim = Visitor(address)
    victim.client.cookies.set("aftersales_qualir", fixed)
    answer = victim.comes()
    assert answer.status_code == 201
    assert fixed not in answer.headers["set-cookie"]


def test_row_74_a_cookie_whose_conversation_is_not_there_any_more_is_told_to_start_anew(address: str) -> None:
    late = Visitor(address)
    late.client.cookies.set("aftersales_qualir", "f" * 32)
    refused = late.says("Hello")
    assert refused.status_code == 404
    assert "start a new one" in refused.json()["detail"]


@pytest.mark.parametrize("row", ELSEWHERE)
def test_a_row_tested_elsewhere_has_its_test(row: int) -> None:
    path, _, name = ELSEWHERE[row].partition("::")
    assert f"def {name}(" in (PROJECT_ROOT / path).read_text()


def test_every_row_about_requests_is_here() -> None:
    assert {row for row, _ in BODIES} | set(ELSEWHERE) | {62, 73, 74} == set(range(55, 76))

"""The logs of all three processes hold nothing that a customer said, whatever goes wrong."""

import json
from collections.abc import Iterator

import httpx
import pytest

from aftersales.settings import LOOPBACK
from tests.live.orders import OrderBook
from tests.live.system import System
from tests.live.web_process import web_process
from tests.web.visitor import Visitor

NAME = "Zebulon Quackenbush"
EMAIL = "zebulon.quackenbush@canary.example"
NUMBER = "ON-9073151"
PHONE = "+49 151 90731519"
CANARIES = ("zebulon", "quackenbush", "canary", "9073151", "90731519", "scorched", "k4n4ry")
STORY = f"I am {NAME}, {PHONE}, my camera is scorched; order {NUMBER}, {EMAIL}"


@pytest.fixture(scope="module")
def address(system: System) -> Iterator[str]:
    with web_process(system) as address:
        yield address


@pytest.fixture
def visitor(address: str) -> Visitor:
    visitor = Visitor(address, shop="rma")
    visitor.client.timeout = 60
    assert visitor.comes().status_code == 201
    return visitor


def logs(system: System) -> dict[str, str]:
    return {name: system.log(name) for name in ("rasa", "actions", "web")}


def lines(log: str) -> list[dict[str, object]]:
    """The lines of a log that are JSON."""
    return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


def test_no_log_holds_what_a_customer_said(system: System, orders: OrderBook, visitor: Visitor) -> None:
    orders.add("rma", "placed", number=NUMBER, email=EMAIL, phone=PHONE)
    for words in (STORY, "yes it was the maker's fault", "why?", "cancel my order", "yes", "blah k4n4ry blah"):
        visitor.says(words)
    visitor.client.post("/api/person?shop=rma", json={"client_id": "wants-a-person"})
    _go_wrong_everywhere(system, visitor)
    found = {(name, canary) for name, log in logs(system).items() for canary in CANARIES if canary in log.lower()}
    assert found == set()


def test_each_turn_is_a_line_in_every_log(system: System, visitor: Visitor) -> None:
    visitor.says("hello")
    (turn,) = [line for line in lines(logs(system)["web"])[-2:] if line["from"] == "web.turns"]
    assert turn["outcome"] == "answered"
    for name in ("rasa", "actions"):
        told = [line for line in lines(logs(system)[name]) if line.get("conversation") == turn["conversation"]]
        assert len(told) == 1
        assert isinstance(told[0]["ms"], float)


def _go_wrong_everywhere(system: System, visitor: Visitor) -> None:
    """Requests that fail in each process, with the canaries in every part of them."""
    rasa, actions = (f"http://{LOOPBACK}:{port}" for port in (system.rasa_port, system.actions_port))
    headers = {"Content-Type": "application/json", "User-Agent": EMAIL, "Origin": EMAIL}
    wrong = json.dumps({"next_action": EMAIL, "tracker": STORY, "sender": EMAIL, "message": STORY})
    for address in (rasa, actions, visitor.address):
        for path in (f"/{EMAIL}", f"/webhooks/rest/webhook?email={EMAIL}", f"/webhook?number={NUMBER}"):
            for content in (STORY, wrong):
                httpx.post(f"{address}{path}", content=content, headers=headers, timeout=60)
    visitor.says(STORY, client_id="with spaces k4n4ry")
    system.kill_actions()
    try:
        visitor.says(STORY)
    finally:
        system.start_actions()
    said = {"text": STORY, "entities": [{"entity": STORY}]}
    tracker = {"sender_id": "0" * 32, "latest_message": said, "events": [STORY]}
    call = {"next_action": "action_claim_warranty", "sender_id": "0" * 32, "version": "3.6.2", "domain": {}}
    httpx.post(f"{actions}/webhook", json={**call, "tracker": tracker}, timeout=60)

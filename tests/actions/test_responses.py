"""data/responses and the services fit together: every name is written, every text is used, success is told once."""

import ast
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from string import Formatter

import pytest
from ruamel.yaml import YAML

from aftersales.policy.loader import load_policies
from aftersales.policy.vocabulary import Vocabulary
from aftersales.records.tables.orders import ORDER_STATUSES
from aftersales.services.card.costs import SETTLED_LINES
from aftersales.services.card.decision_card import CHECKLISTS
from aftersales.services.claims.life import NEXT_STATES
from aftersales.services.conversation.questions import REQUESTS
from aftersales.services.conversation.reading_question import RULES
from aftersales.services.desk.canned_answers import COMMON as CANNED
from aftersales.services.evidence.add_evidence import HINTS
from aftersales.services.flows import FLOWS
from aftersales.services.wording import RESPONSES, responses
from aftersales.settings import PROJECT_ROOT

ROOMS = ("aftersales/services", "actions", "channels", "web")
SUCCESS = re.compile(r"\bDone\b|\bis (now )?(cancelled|open|withdrawn|settled)\b|\bbeen (cancelled|refunded)\b")
TOLD_FROM_THE_LEDGER = {
    "order_cancelled",
    "order_cancelled_no_amount",
    "claim_opened",
    "claim_opened_until",
    "claim_opened_rma_number",
    "claim_opened_rma_number_until",
    "claim_opened_return_slip",
    "claim_opened_return_slip_until",
    "claim_withdrawn",
    "claim_settled",
    "order_status_cancelled_undated",
}
TELLING = {
    "aftersales/services/case/confirmation.py",
    "aftersales/services/claims/steps.py",
    "aftersales/services/order_status.py",
}
UNDATED = "_undated"


def _vocabulary() -> Vocabulary:
    return next(iter(load_policies(PROJECT_ROOT / "policies").values())).vocabulary


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for room in ROOMS:
        for path in sorted((PROJECT_ROOT / room).rglob("*.py")):
            yield path.relative_to(PROJECT_ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _written_out() -> dict[str, set[str]]:
    """The files in which each string of lower-case words stands."""
    found: dict[str, set[str]] = {}
    for file, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and re.fullmatch("[a-z_]+", str(node.value)):
                found.setdefault(node.value, set()).add(file)
    return found


def _put_together() -> set[str]:
    """The names that services put together from a word and a code of the flows, the ledger or the vocabulary."""
    outcomes = _vocabulary().outcomes
    postage = {f"card_{name}_{value}" for name in SETTLED_LINES for value in outcomes[name].values}
    places = {f"card_send_to_{place}" for place in (*outcomes["send_to"].values, "origin_warehouse_unnamed")}
    sections = ("why", "understood", "in_the_way", "costs", "place", "offers", "nearest_yes", "unsaid", *CHECKLISTS)
    named_apart = (*SETTLED_LINES, "send_to", "address_from", "refund_method", "refund_within")
    opened = {f"claim_opened{kind}{until}" for kind in ("", "_rma_number", "_return_slip") for until in ("", "_until")}
    dated = set(ORDER_STATUSES) - {"cancelled"}
    standing = {f"order_status_{status}" for status in dated} | {f"order_status_{s}{UNDATED}" for s in ORDER_STATUSES}
    return set(
        chain(
            (f"{kind}_{stem}" for stem in FLOWS for kind in ("queued", "next")),
            (f"choice_{stem}" for stem in (*REQUESTS, *FLOWS, RULES)),
            (f"reading_{stem}" for stem in (*FLOWS, "hand_off", RULES)),
            (f"help_which_problem_{flow.problems[0]}" for flow in FLOWS.values() if len(flow.problems) > 1),
            (f"card_{status}" for status in ("eligible", "not_eligible", "blocked", "needs_human")),
            (f"card_remedies_{chooser}" for chooser in outcomes["remedy_chosen_by"].values),
            (f"card_address_from_{kind}" for kind in ("rma_number", "return_slip")),
            (f"card_{kind}" for kind in (*sections, *named_apart)),
            (f"claim_{state}" for state in NEXT_STATES),
            (f"hint_{hint}" for hint in HINTS),
            (f"claim_page_{state}" for state in NEXT_STATES),
            (f"slip_number_{kind}" for kind in ("rma_number", "return_slip", "claim")),
            (f"canned_{each}{title}" for each in CANNED for title in ("", "_title")),
            (f"{intent}{how}" for intent in _small_talk() for how in ("", "_briefly")),
            (f"offer_person_{reason}" for reason in ("objection", "offer", "not_understood")),
            (f"withdraw_{outcome}" for outcome in ("already_withdrawn", "too_late")),
            postage, places, opened, standing,
        )
    )  # fmt: skip


def _small_talk() -> list[str]:
    rules = YAML(typ="safe", pure=True).load((PROJECT_ROOT / "data/rules/small_talk.yml").read_text(encoding="utf-8"))
    return [choice["intent"] for choice in rules["rules"][0]["steps"][0]["or"]]


def _verdicts_of_their_own() -> set[str]:
    """Verdicts in words of their own are looked for by status and problem, or status and remedy."""
    vocabulary = _vocabulary()
    subjects = (*vocabulary.facts["problem"].values, *vocabulary.lists["remedies"])
    statuses = ("eligible", "not_eligible", "blocked", "needs_human")
    return {f"card_{status}_{subject}" for status in statuses for subject in subjects}


def _says() -> Iterator[tuple[str, ast.Call]]:
    for file, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Say", "words") and node.args:
                yield file, node


def test_every_response_that_is_said_is_written() -> None:
    said = {node.args[0].value for _, node in _says() if isinstance(node.args[0], ast.Constant)}
    assert len(said) > 40
    assert said - set(responses()) == set()


def test_every_name_that_is_put_together_is_written() -> None:
    assert _put_together() - set(responses()) == set()


def test_every_response_is_used() -> None:
    assert set(responses()) - set(_written_out()) - _put_together() - _verdicts_of_their_own() == set()


def test_a_text_wants_no_value_that_is_not_given() -> None:
    wanting = []
    for file, node in _says():
        name, *rest = node.args
        if isinstance(name, ast.Constant) and (not rest or isinstance(rest[0], ast.Dict)):
            given = {key.value if key else "" for key in rest[0].keys} if rest else set()  # type: ignore[union-attr]
            missing = _placeholders(responses()[name.value]) - given
            if missing and "" not in given and not node.keywords:
                wanting.append((file, name.value, missing))
    assert wanting == []


def test_success_is_told_only_by_responses_that_the_ledger_fills() -> None:
    assert {name for name, text in responses().items() if SUCCESS.search(text)} <= TOLD_FROM_THE_LEDGER


@pytest.mark.parametrize("name", sorted(TOLD_FROM_THE_LEDGER))
def test_success_is_told_only_where_the_ledger_was_read(name: str) -> None:
    assert _written_out().get(name, set()) <= TELLING


def test_no_name_is_written_twice() -> None:
    seen: dict[str, str] = {}
    for path in sorted(RESPONSES.glob("*.yml")):
        entries: Mapping[str, list[Mapping[str, str]]] = YAML(typ="safe", pure=True).load(path)["responses"]
        for name, variants in entries.items():
            assert name.startswith("utter_")
            assert len(variants) == 1, name
            assert seen.setdefault(name, path.name) == path.name, name


def _placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}

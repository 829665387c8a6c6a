"""The contract of a decision: the shape of its answer, and requests that are refused with the place named."""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import AftersalesError, RequestError
from aftersales.policy.decision import decide
from aftersales.policy.loader import load_policies
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_request

Policies = Mapping[str, ShopPolicy]

SHOPS = ("qualir", "guarantee", "highvalue", "rma", "saferexpert")
STATUSES = {"eligible", "not_eligible", "needs_info", "blocked", "needs_human"}
PROBLEMS = (
    "cancel", "change_of_mind", "ordered_wrong", "defective", "damaged_in_transit", "wrong_item", "wrong_specification",
    "wrong_description", "wrong_color", "wrong_format", "out_of_stock", "refund_late",
)  # fmt: skip
CODES = {
    "remedies": {
        "refund", "replacement", "repair", "technical_support", "spare_part", "system_upgrade", "backorder",
        "cancellation",
    },
    "offers": {"paid_repair", "best_effort_service", "alternative_compensation"},
}  # fmt: skip
ONE_OF: dict[str, set[str | None]] = {
    "remedy_chosen_by": {"customer", "shop", None},
    "import_duty": {"shop", "customer", None},
    "missing_parts": {"customer", None},
    "authorisation": {"rma_number", "return_slip", "none", None},
}
POSTAGE: dict[str, set[str | None]] = {
    "return": {"customer", "shop", "shop_after_arrival", "reimbursed_with_receipt", "depends", None},
    "original": {"refunded", "not_refunded", "by_weight", None},
    "replacement": {"shop", "customer", None},
}
DESTINATIONS = {"china", "origin_warehouse:US", "shop_warehouse", "factory_mainland_china", None}
LISTS = ("remedies", "offers", "fees", "evidence", "packing", "steps", "promises", "warnings", "clauses")
KEYS = {
    *LISTS, *ONE_OF, "status", "postage", "refund", "send_to", "address_from", "deadlines", "ask", "unsettled", "trace",
    "nearest_yes", "policy_version",
}  # fmt: skip

ORDER = {
    "number": "10234", "status": "delivered", "placed_on": "2025-02-10", "produced_on": "2025-02-11",
    "shipped_on": "2025-02-12", "delivered_on": "2025-02-24", "warehouse": "US", "currency": "USD",
    "shipping_fee": "5.00", "open_dispute": False, "unpaid_bills": False, "paid": True, "comments": "the black one",
    "lines": [
        {"sku": "A", "name": "Camera", "quantity": 2, "unit_price": "24.00", "weight_g": 300, "warranty_years": 1}
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def policies() -> Policies:
    return load_policies(Path(__file__).parents[3] / "policies")


def request_for(shop: str, **facts: Any) -> dict[str, Any]:
    return {"shop": shop, "today": "2025-02-26", "order": deepcopy(ORDER), "facts": facts}


def answer_to(policies: Policies, request: dict[str, Any]) -> dict[str, Any]:
    return decide(read_request(policies, request)).to_json()


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("shop", SHOPS)
class TestAnswer:
    def test_has_the_contract_s_keys_and_no_other(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        assert set(answer) == KEYS
        assert set(answer["postage"]) == {"return", "original", "replacement"}
        assert set(answer["refund"]) == {"amount", "currency", "method", "paid_within", "formula"}

    def test_is_json(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        assert json.loads(json.dumps(answer)) == answer

    def test_uses_the_contract_s_values(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        assert answer["status"] in STATUSES
        assert answer["send_to"] in DESTINATIONS
        for key, allowed in ONE_OF.items():
            assert answer[key] in allowed
        for side, payers in POSTAGE.items():
            assert answer["postage"][side] in payers
        for key, codes in CODES.items():
            assert set(answer[key]) <= codes

    def test_lists_hold_codes_once(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        for key in LISTS:
            assert all(isinstance(code, str) for code in answer[key])
            assert len(set(answer[key])) == len(answer[key])

    def test_records_have_their_fields(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        assert all(set(each) == {"what", "last_day", "rules"} for each in answer["deadlines"])
        assert all(set(each) == {"fact", "question"} and each["question"] for each in answer["ask"])
        assert all(set(each) == {"outcome", "because", "facts"} for each in answer["unsettled"])
        assert {each["because"] for each in answer["unsettled"]} <= {"silent", "discretion", "conflict", "unknown"}
        assert all(set(each) == {"change", "status"} for each in answer["nearest_yes"])
        assert all(set(each) == {"rule", "cites", "holds", "beaten_by", "because"} for each in answer["trace"])
        assert {each["holds"] for each in answer["trace"]} <= {True, False, None}

    def test_cites_the_shop_s_own_clauses(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        cited = {clause for each in answer["trace"] if each["holds"] for clause in each["cites"]}
        assert set(answer["clauses"]) <= cited
        assert all(clause.startswith(shop[0].upper()) for clause in answer["clauses"])

    def test_asks_exactly_when_it_needs_to_know(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        if answer["status"] == "needs_info":
            assert answer["ask"]
        if answer["status"] == "not_eligible":
            assert answer["ask"] == []

    def test_promises_no_remedy_before_the_claim_stands(self, policies: Policies, shop: str, problem: str) -> None:
        answer = answer_to(policies, request_for(shop, problem=problem))
        if answer["status"] not in ("eligible", "blocked"):
            assert answer["remedies"] == []
            assert answer["refund"]["amount"] is None


def test_an_amount_is_a_text_with_cents(policies: Policies) -> None:
    request = request_for("rma", problem="cancel")
    request["order"] |= {"status": "placed", "produced_on": None, "shipped_on": None, "delivered_on": None}
    assert answer_to(policies, request)["refund"]["amount"] == "53.00"


def test_the_version_of_the_policy_is_the_content_s(policies: Policies) -> None:
    first, again = (answer_to(policies, request_for("rma", problem=problem)) for problem in ("cancel", "defective"))
    other = answer_to(policies, request_for("qualir", problem="cancel"))
    assert first["policy_version"] == again["policy_version"] != other["policy_version"]


def test_the_same_request_gets_the_same_answer(policies: Policies) -> None:
    request = request_for("guarantee", problem="defective")
    assert answer_to(policies, request) == answer_to(policies, deepcopy(request))


def test_money_and_weights_may_be_numbers(policies: Policies) -> None:
    request = request_for("qualir", problem="wrong_item")
    request["order"]["shipping_fee"] = 5
    request["order"]["lines"][0]["unit_price"] = 24.5
    assert answer_to(policies, request)["refund"]["amount"] == "54.00"


def test_an_order_is_not_required(policies: Policies) -> None:
    request = request_for("qualir", problem="defective")
    del request["order"]
    assert answer_to(policies, request)["status"] in STATUSES


def test_the_report_is_today_when_it_is_not_told(policies: Policies) -> None:
    told = answer_to(policies, request_for("guarantee", problem="wrong_item", reported_on="2025-02-26"))
    untold = answer_to(policies, request_for("guarantee", problem="wrong_item"))
    assert untold == told


def test_a_null_is_a_thing_left_out(policies: Policies) -> None:
    request = request_for("qualir", problem="wrong_item")
    named = {"paid": None, "comments": None, "lines": [ORDER["lines"][0] | {"weight_g": None}]}  # type: ignore[index]
    with_nulls = request | {"lines": None, "order": ORDER | named, "facts": {"problem": "wrong_item", "cause": None}}
    without = request | {"order": {key: value for key, value in ORDER.items() if key not in ("paid", "comments")}}
    assert answer_to(policies, with_nulls) == answer_to(policies, without)


@pytest.mark.parametrize("changes", [{"facts": None}, {"order": dict.fromkeys(ORDER)}, {"order": None}])
def test_nothing_but_nulls_is_nothing_known(policies: Policies, changes: dict[str, Any]) -> None:
    assert answer_to(policies, request_for("qualir") | changes)["status"] == "needs_info"


@pytest.mark.parametrize("name", [None, "Camera"])
def test_a_line_may_have_a_null_for_its_name_and_its_quantity(policies: Policies, name: str | None) -> None:
    request = request_for("qualir", problem="wrong_item") | with_line(name=name, quantity=None)
    assert answer_to(policies, request)["refund"]["amount"] == "29.00"


def test_an_order_s_number_may_be_a_number(policies: Policies) -> None:
    request = request_for("qualir", problem="wrong_item") | with_order(number=10234)
    assert answer_to(policies, request) == answer_to(policies, request_for("qualir", problem="wrong_item"))


def with_order(**changes: Any) -> dict[str, Any]:
    return {"order": ORDER | changes}


def with_line(**changes: Any) -> dict[str, Any]:
    return with_order(lines=[ORDER["lines"][0] | changes])  # type: ignore[index]


BAD_REQUESTS = [
    pytest.param({"colour": "red"}, "colour", id="an unknown key"),
    pytest.param(with_order(color="red"), "color", id="an unknown key of the order"),
    pytest.param(with_line(colour="red"), "colour", id="an unknown key of a line"),
    pytest.param({"lines": [{"sku": "A", "count": 1}]}, "count", id="an unknown key of a requested line"),
    pytest.param({"facts": {"problem": "defective", "mood": "bad"}}, "mood", id="an unknown fact"),
    pytest.param({"colour": None}, "colour", id="an unknown key that is null"),
    pytest.param(with_order(color=None), "color", id="an unknown key of the order that is null"),
    pytest.param({"facts": {"problem": "defective", "mood": None}}, "mood", id="an unknown fact that is null"),
    pytest.param({"facts": {"problem": "haunted"}}, "haunted", id="an unknown problem"),
    pytest.param(
        {"facts": {"problem": "defective", "opened_body": "perhaps"}}, "opened_body", id="an impossible answer"
    ),
    pytest.param({"facts": {"problem": "defective", "opened_body": 1}}, "opened_body", id="a number for a yes or no"),
    pytest.param({"facts": {"reported_on": "yesterday"}}, "reported_on", id="a fact that is no day"),
    pytest.param({"facts": {"reported_on": "2025-02-30"}}, "reported_on", id="a day that does not exist"),
    pytest.param({"facts": {"reported_on": "2025-02-27"}}, "reported_on", id="a report that lies ahead"),
    pytest.param({"facts": {"reported_on": "2025-02-09"}}, "reported_on", id="a report before the order was placed"),
    pytest.param({"facts": ["defective"]}, "facts", id="facts that are a list"),
    pytest.param({"today": "soon"}, "today", id="a today that is no day"),
    pytest.param({"today": None}, "today", id="no today"),
    pytest.param({"shop": "amazonia"}, "amazonia", id="an unknown shop"),
    pytest.param({"shop": None}, "shop", id="no shop"),
    pytest.param(with_order(placed_on="2025-13-01"), "placed_on", id="a bad date of the order"),
    pytest.param(with_order(shipped_on="2025-02-01"), "shipped_on", id="shipped before placed"),
    pytest.param(with_order(shipped_on="2025-02-09", produced_on=None), "shipped_on", id="shipped a day before placed"),
    pytest.param(with_order(delivered_on="2025-02-11"), "delivered_on", id="delivered before shipped"),
    pytest.param(with_order(status="placed", delivered_on=None), "shipped_on", id="placed, and yet shipped"),
    pytest.param(with_order(status="produced", shipped_on=None), "delivered_on", id="produced, and yet delivered"),
    pytest.param(with_order(status="shipped"), "delivered_on", id="on its way, and yet delivered"),
    pytest.param(with_order(status="lost"), "status", id="an unknown status"),
    pytest.param(with_order(shipping_fee="-1.00"), "shipping_fee", id="a negative delivery charge"),
    pytest.param(with_order(shipping_fee="free"), "shipping_fee", id="a delivery charge that is no number"),
    pytest.param(with_order(shipping_fee="NaN"), "shipping_fee", id="a delivery charge that is not a number"),
    pytest.param(with_line(unit_price="-24.00"), "unit_price", id="a negative price"),
    pytest.param(with_line(unit_price="Infinity"), "unit_price", id="an endless price"),
    pytest.param(with_line(weight_g=-1), "weight_g", id="a negative weight"),
    pytest.param(with_line(quantity=0), "quantity", id="a line of nothing"),
    pytest.param(with_line(quantity="two"), "quantity", id="a quantity in words"),
    pytest.param(with_line(warranty_years=-1), "warranty_years", id="a negative warranty"),
    pytest.param({"lines": [{"sku": "A", "quantity": 3}]}, "lines[0].quantity", id="more than was ordered"),
    pytest.param({"lines": [{"sku": "A", "quantity": 0}]}, "lines[0].quantity", id="none of what was ordered"),
    pytest.param({"lines": [{"sku": "B", "quantity": 1}]}, "lines[0].sku", id="a product that was not ordered"),
    pytest.param({"lines": [{"sku": "A"}, {"sku": "A"}]}, "lines", id="a line named twice"),
    pytest.param({"lines": []}, "lines", id="no lines at all"),
    pytest.param({"order": None, "lines": [{"sku": "A", "quantity": 1}]}, "lines", id="lines without an order"),
]


@pytest.mark.parametrize(("changes", "place"), BAD_REQUESTS)
def test_a_bad_request_is_refused_by_name(policies: Policies, changes: dict[str, Any], place: str) -> None:
    request = request_for("qualir", problem="defective") | changes
    with pytest.raises(RequestError) as refused:
        read_request(policies, request)
    assert place in str(refused.value)
    assert refused.value.where
    assert isinstance(refused.value, AftersalesError)


@pytest.mark.parametrize("reported", ["2025-02-10", "2025-02-26"])
def test_a_report_of_the_first_or_the_last_possible_day_is_taken(policies: Policies, reported: str) -> None:
    assert answer_to(policies, request_for("qualir", problem="wrong_item", reported_on=reported))["status"]


@pytest.mark.parametrize("quantity", [1, 2])
def test_any_part_of_a_line_may_be_meant(policies: Policies, quantity: int) -> None:
    request = request_for("qualir", problem="wrong_item") | {"lines": [{"sku": "A", "quantity": quantity}]}
    assert answer_to(policies, request)["status"] == "eligible"


@pytest.mark.parametrize("day", ["2025-02-10", "2025-02-12"])
def test_the_day_of_the_order_may_be_the_day_of_dispatch(policies: Policies, day: str) -> None:
    request = request_for("qualir", problem="wrong_item")
    request["order"] |= {"placed_on": day, "produced_on": None, "shipped_on": "2025-02-12"}
    assert answer_to(policies, request)["status"] == "eligible"

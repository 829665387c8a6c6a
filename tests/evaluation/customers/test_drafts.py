"""A failure is written as a story that `rasa test` does not run before it is finished."""

from pathlib import Path
from types import SimpleNamespace

from ruamel.yaml import YAML

from evaluation.customers.customer import Act, Customer
from evaluation.customers.drafts import save_draft
from evaluation.customers.judge import Fault, Verdict
from evaluation.customers.talk import Answer, Exchange, Talk


def test_the_draft_holds_what_was_said_and_what_was_wrong(customers: list[Customer], tmp_path: Path) -> None:
    customer = next(each for each in customers if each.situation.problem == "cancel")
    asked = {"kind": "identity"}
    talk = Talk(
        customer,
        "customer-5-1",
        [
            Exchange(Act("opening"), "Please cancel", Answer(("Which order?",)), {}, asked, {}, False, False, True),
            Exchange(Act("answer"), "QA-1, a@b.cd", Answer(("Done.",)), asked, {}, {}, False, False, True),
        ],
    )
    verdict = Verdict((Fault("wrong row", "nothing was confirmed"),), 0, 0)
    path = save_draft(SimpleNamespace(talk=talk, verdict=verdict), tmp_path)
    (story,) = YAML(typ="safe", pure=True).load(path)["stories"]
    assert not path.name.startswith("test_")
    assert "wrong row" in story["story"]
    assert [step["intent"] for step in story["steps"] if "user" in step] == ["cancel_order", "identify_order"]
    assert {"action": "action_cancel_order"} in story["steps"]

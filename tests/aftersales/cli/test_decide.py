"""`aftersales decide`: requests in JSON or JSON Lines, one decision or one error a line, nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aftersales.cli import app

REQUEST: dict[str, Any] = {
    "shop": "qualir",
    "today": "2025-03-04",
    "order": {"number": "7", "status": "delivered", "shipped_on": "2025-02-12", "delivered_on": "2025-02-24"},
    "facts": {"problem": "wrong_item"},
}
OTHER = REQUEST | {"shop": "rma"}
LINE, OTHER_LINE = json.dumps(REQUEST), json.dumps(OTHER)


def decide(given: str | bytes, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["decide", *arguments], input=given)


def answers(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_object_gets_one_decision() -> None:
    result = decide(LINE)
    (answer,) = answers(result)
    assert (answer["status"], result.exit_code, result.stderr) == ("eligible", 0, "")


def test_an_object_over_several_lines_is_one_request() -> None:
    assert [answer["status"] for answer in answers(decide(json.dumps(REQUEST, indent=2)))] == ["eligible"]


def test_an_object_within_it_on_a_line_of_its_own_is_no_request() -> None:
    text = LINE.replace('"facts": {', '"facts":\n{').replace("}}", "}\n}")
    assert [answer["status"] for answer in answers(decide(text))] == ["eligible"]


def test_json_lines_get_a_line_each_in_their_order() -> None:
    first, second = answers(decide(f"{LINE}\n\n{OTHER_LINE}\n"))
    assert first["clauses"][0].startswith("Q")
    assert second["clauses"][0].startswith("R")


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_any_line_ending_will_do(ending: str) -> None:
    assert len(answers(decide(f"{LINE}\r\n{OTHER_LINE}{ending}"))) == 2


def test_a_byte_order_mark_is_no_part_of_the_request() -> None:
    assert answers(decide(b"\xef\xbb\xbf" + LINE.encode()))[0]["status"] == "eligible"
    assert answers(decide(b"\xef\xbb\xbf" + f"{LINE}\n{OTHER_LINE}".encode()))[0]["status"] == "eligible"


def test_requests_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text(f"{LINE}\n{OTHER_LINE}\n", encoding="utf-8")
    assert len(answers(decide("", str(path)))) == 2


def test_people_may_have_it_indented() -> None:
    result = decide(LINE, "--pretty")
    assert json.loads(result.stdout)["status"] == "eligible"
    assert result.stdout.count("\n") > 20


def test_another_folder_of_policies_may_be_named(tmp_path: Path) -> None:
    (tmp_path / "small.yml").write_text(
        "shop: small\nname: n\nsource: s\nrules:\n"
        "  r: {cites: [C], say: s, when: {problem: defective}, then: {eligible: no}}\nclauses: {C: c}\n",
        encoding="utf-8",
    )
    request = json.dumps({"shop": "small", "today": "2025-03-04", "facts": {"problem": "defective"}})
    assert answers(decide(request, "--policies", str(tmp_path)))[0]["status"] == "not_eligible"


BAD_LINES = [
    pytest.param("nonsense", "not JSON", id="nonsense"),
    pytest.param("[1, 2]", "not a JSON object", id="a list"),
    pytest.param('"text"', "not a JSON object", id="a text"),
    pytest.param("{}", "shop", id="an empty object"),
    pytest.param('{"shop": "qualir", "shop": "rma", "today": "2025-03-04"}', "shop stands twice", id="a repeated key"),
    pytest.param('{"shop": "qualir", "today": "2025-03-04", "order": {"shipping_fee": NaN}}', "NaN", id="NaN"),
    pytest.param('{"shop": "qualir", "today": "2025-03-04", "order": {"shipping_fee": 1e999999999}}', "too large",
                 id="an endless number"),
    pytest.param('{"shop": "qualir", "today": "2025-03-04", "colour": 1}', "colour", id="an unknown key"),
    pytest.param('{"shop": "amazonia", "today": "2025-03-04"}', "amazonia", id="an unknown shop"),
    pytest.param('{"shop": "\\ud800", "today": "2025-03-04"}', "", id="half a shop"),
    pytest.param('{"shop": "qualir", "today": "2025-03-04", "facts": {"\\ud800": 1}}', "", id="half a fact"),
    pytest.param("[" * 100_000, "deeply|not JSON", id="endless nesting"),
    pytest.param('{"a":' * 100_000, "deeply|not JSON", id="endless nesting of objects"),
    pytest.param('{"shop": "qualir", "today": ' + "9" * 5000 + "}", "", id="an endless whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_a_bad_request_gets_an_error_in_its_place(line: str, message: str) -> None:
    result = decide(f"{LINE}\n{line}\n{OTHER_LINE}\n")
    first, error, last = answers(result)
    assert (first["status"], last["status"]) == ("eligible", last["status"])
    assert set(error) == {"error"}
    assert set(error["error"]) == {"line", "where", "message", "mend"}
    assert error["error"]["line"] == 2
    assert any(part in error["error"]["message"] for part in message.split("|"))
    assert error["error"]["mend"]
    assert result.exit_code == 1


@pytest.mark.parametrize("line", ["nonsense", "[1]", '{"shop": "qualir"', "null"])
def test_a_bad_first_line_does_not_swallow_the_rest(line: str) -> None:
    error, good = answers(decide(f"{line}\n{LINE}\n"))
    assert error["error"]["line"] == 1
    assert good["status"] == "eligible"


def test_a_broken_object_over_several_lines_is_one_error() -> None:
    (error,) = answers(decide(json.dumps(REQUEST, indent=2)[:-5]))
    assert error["error"]["line"] == 1


def test_broken_utf_8_is_an_error_in_its_place() -> None:
    good, error = answers(decide(LINE.encode() + b'\n{"shop": "caf\xe9"}\n'))
    assert good["status"] == "eligible"
    assert "not JSON" in error["error"]["message"]


@pytest.mark.parametrize("given", ["", "\n\n", "  "])
def test_no_request_at_all_is_an_error(given: str) -> None:
    result = decide(given)
    assert result.exit_code == 1
    assert "there is no request" in result.stderr
    assert result.stdout == ""


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = decide("", str(tmp_path / "none.json"))
    assert result.exit_code == 1
    assert "none.json: cannot be read" in result.stderr


def test_a_folder_without_policies_is_named(tmp_path: Path) -> None:
    result = decide(LINE, "--policies", str(tmp_path / "nowhere"))
    assert result.exit_code == 1
    assert "no such folder" in result.stderr


def test_words_in_any_script_come_out_whole() -> None:
    order = REQUEST["order"] | {"warehouse": "深圳"}
    assert decide(json.dumps(REQUEST | {"order": order})).exit_code == 0


def test_half_a_character_in_an_order_is_refused() -> None:
    order = REQUEST["order"] | {"warehouse": "\ud800"}
    result = decide(json.dumps(REQUEST | {"order": order}))
    assert "half a character" in answers(result)[0]["error"]["message"]

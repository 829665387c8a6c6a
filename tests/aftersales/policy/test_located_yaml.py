"""YAML as the policies use it: YAML 1.2 values with their lines, and nothing else."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aftersales.errors import PolicyError
from aftersales.policy.located_yaml import LocatedMap, read_located_yaml


def read(folder: Path, text: str | bytes) -> LocatedMap:
    path = folder / "file.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_located_yaml(path)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("true", True), ("false", False), ("null", None), ("~", None),
        ("", None), ("14", 14), ("-3", -3), ("2.50", Decimal("2.50")), ('"14"', "14"), ("'true'", "true"),
        ("14 ", 14), ("0o14", "0o14"), ("1e3", "1e3"), ("2024-03-10", "2024-03-10"), ("[1, a]", [1, "a"]),
        ("{a: 1}", {"a": 1}), ("[]", []), ("{}", {}),
    ],
)  # fmt: skip
def test_a_value_is_what_yaml_1_2_says(tmp_path: Path, written: str, value: Any) -> None:
    got = read(tmp_path, f"key: {written}\n")["key"]
    assert got == value
    assert type(got) is type(value) or isinstance(value, dict)


def test_every_key_remembers_its_line(tmp_path: Path) -> None:
    read_map = read(tmp_path, "# comment\nfirst: 1\n\nsecond:\n  inner: 2\n")
    assert read_map.lines == {"first": 2, "second": 4}
    assert read_map["second"].lines == {"inner": 5}
    assert (read_map.line, read_map["second"].line) == (2, 5)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfshop: small\n") == {"shop": "small"}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("a: 1\nb: !!python/name:os.system x\n", 2, "tag", id="a tag"),
        pytest.param("a: !custom x\n", 1, "tag", id="a tag of one's own"),
        pytest.param("!custom key: x\n", 1, "tag", id="a tagged key"),
        pytest.param("a: &name x\nb: 2\n", 1, "anchor", id="an anchor"),
        pytest.param("a: 1\nb: *name\n", 2, "anchor", id="an alias"),
        pytest.param("a: 1\n*name : 2\n", 2, "anchor", id="an alias for a key"),
        pytest.param("a: 1\nb: 2\na: 3\n", 3, "`a` stands here twice", id="a repeated key"),
        pytest.param("a:\n  x: 1\n  x: 2\n", 3, "`x` stands here twice", id="a repeated inner key"),
        pytest.param("a: 1\n? [x, y]\n: 2\n", 2, "key", id="a list as a key"),
        pytest.param("a: 1\n? {x: y}\n: 2\n", 2, "key", id="a mapping as a key"),
        pytest.param("a: 1\n---\nb: 2\n", 2, "second document", id="a second document"),
        pytest.param("a: [1\nb: 2\n", 2, "not readable as YAML", id="a list that never ends"),
        pytest.param("a: 1\n\tb: 2\n", 2, "not readable as YAML", id="a tab"),
    ],
)
def test_what_a_policy_never_needs_is_refused_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    with pytest.raises(PolicyError) as refused:
        read(tmp_path, text)
    assert refused.value.where == f"{tmp_path / 'file.yml'}:{line}"
    assert message in refused.value.message


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n- list\n", "just words\n", "---\n"])
def test_a_file_without_a_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(PolicyError, match="must hold a mapping") as refused:
        read(tmp_path, text)
    assert refused.value.mend == "start with `shop: <id>`"


@pytest.mark.parametrize("content", ["shop: small\n".encode("utf-16"), b"shop: caf\xe9\n", b"\xff\xfe\x00"])
def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(PolicyError, match="not UTF-8") as refused:
        read(tmp_path, content)
    assert refused.value.mend == "save it as UTF-8"


@pytest.mark.parametrize("content", ["a: \x00\n", "a: \x07\n"])
def test_control_characters_are_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(PolicyError, match="not readable as YAML"):
        read(tmp_path, content)


def test_a_file_nested_beyond_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="nested too deeply"):
        read(tmp_path, "a: " + "[" * 600 + "]" * 600)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read") as refused:
        read_located_yaml(tmp_path / "none.yml")
    assert "none.yml" in refused.value.where

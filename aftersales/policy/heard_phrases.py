"""Finds and checks how customers say each fact.

It stands in `heard_as/<fact>.yml` beside the vocabulary; a shop writes it under `heard_as` of its own fact.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import structs

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact
from aftersales.policy.located_yaml import LocatedMap, read_located_yaml

PHRASES_FOLDER = "heard_as"
"""Beside the vocabulary: a file for each fact that customers tell in words of their own."""
_BY_VALUE = ("in_passing", "as_answer", "taken_back")
_LISTS = ("denied", "unless")
_TRUTH = ("yes", "no")


def with_phrases(facts: dict[str, Fact], folder: Path) -> dict[str, Fact]:
    """The facts with the phrases of their files; a file of no fact, or of one that has phrases, is a PolicyError."""
    heard = dict(facts)
    for path in sorted(folder.glob("*.yml")):
        name = path.stem
        if name not in facts:
            raise PolicyError(f"there is no fact `{name}`", str(path), "name the file after a fact of the vocabulary")
        if facts[name].heard_as:
            raise PolicyError(f"the fact `{name}` has a `heard_as` already", str(path), "keep one of the two")
        heard[name] = heard_by(facts[name], read_located_yaml(path), path)
    return heard


def heard_by(fact: Fact, written: Any, path: Path) -> Fact:
    """The fact heard by the phrases written in this file; what is wrong with them is a PolicyError with its line."""
    if not isinstance(written, LocatedMap):
        raise PolicyError(f"`heard_as` of `{fact.name}` is no mapping", str(path), f"use {', '.join(_BY_VALUE)}")
    for key, phrases in written.items():
        where = f"{path}:{written.lines[key]} fact {fact.name}"
        if key in _BY_VALUE:
            _check_values(fact, key, phrases, path)
        elif key in _LISTS:
            _check_list(phrases, where, key)
        else:
            raise PolicyError(f"`heard_as` has no `{key}`", where, f"it may have: {', '.join(_BY_VALUE + _LISTS)}")
    return structs.replace(fact, heard_as=written, heard_in=str(path))


def _check_values(fact: Fact, key: str, by_value: Any, path: Path) -> None:
    if not isinstance(by_value, LocatedMap):
        raise PolicyError(f"`{key}` is no mapping", f"{path} fact {fact.name}", "write `value:` with phrases below")
    values = _TRUTH if fact.type == "yes_no" else tuple(fact.values)
    for value, phrases in by_value.items():
        where = f"{path}:{by_value.lines[value]} fact {fact.name}"
        if value not in values:
            raise PolicyError(f"`{fact.name}` cannot be `{value}`", where, f"it may be: {', '.join(values)}")
        _check_list(phrases, where, value)


def _check_list(phrases: Any, where: str, of: str) -> None:
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise PolicyError(f"`{of}` is no list of phrases", where, "write `- phrase` lines, numbers in quotation marks")

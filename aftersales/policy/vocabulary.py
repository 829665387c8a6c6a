"""Loads the vocabulary file and turns written facts into checked ones."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from aftersales.errors import PolicyError
from aftersales.policy.facts import Fact, Outcome, Topic, Vocabulary
from aftersales.policy.heard_phrases import PHRASES_FOLDER, heard_by, with_phrases
from aftersales.policy.located_yaml import LocatedMap, read_located_yaml

VOCABULARY_FILE = "facts.yml"
S = TypeVar("S", bound=msgspec.Struct)


@lru_cache(maxsize=8)
def load_vocabulary(path: Path) -> Vocabulary:
    """Reads the vocabulary, and how its facts are heard; a wrong entry is a PolicyError naming its line."""
    text = read_located_yaml(path)
    unknown = set(text) - set(Vocabulary.__struct_fields__)
    if unknown:
        mend = f"keep {', '.join(Vocabulary.__struct_fields__)}"
        raise PolicyError(f"unknown section {sorted(unknown)}", where=str(path), mend=mend)
    return Vocabulary(
        facts=with_phrases(read_facts(section(text, "facts", path), path), path.parent / PHRASES_FOLDER),
        outcomes=read_entries(section(text, "outcomes", path), Outcome, path),
        lists=read_lists(section(text, "lists", path), path),
        placeholders=dict(section(text, "placeholders", path)),
        topics=read_entries(section(text, "topics", path), Topic, path),
        told_in_words=read_told_in_words(text, path),
    )


def section(text: LocatedMap, key: str, path: Path) -> LocatedMap:
    """The mapping under `key`, empty if it is left out."""
    value = text.get(key)
    if value is None:
        return LocatedMap(text.line)
    if not isinstance(value, LocatedMap):
        raise PolicyError(
            f"`{key}` must be a mapping",
            where=f"{path}:{text.lines[key]}",
            mend=f"write `{key}:` with entries below",
        )
    return value


def read_facts(entries: LocatedMap, path: Path) -> dict[str, Fact]:
    """Facts by name; groups must consist of values that the fact has."""
    facts = read_entries(entries, Fact, path)
    for name, fact in facts.items():
        if fact.type == "choice" and not fact.values:
            where = f"{path}:{entries.lines[name]}"
            raise PolicyError(f"the choice `{name}` has no values", where, "list them with their words under `values`")
        strays = {value for members in fact.groups.values() for value in members} - set(fact.values)
        if strays:
            where = f"{path}:{entries.lines[name]}"
            raise PolicyError(
                f"the groups of {name} hold {sorted(strays)}, which it cannot be",
                where,
                "add the value or mend the group",
            )
    return {name: _named(fact, name, entries, path) for name, fact in facts.items()}


def _named(fact: Fact, name: str, entries: LocatedMap, path: Path) -> Fact:
    fact = msgspec.structs.replace(fact, name=name)
    return heard_by(fact, entries[name]["heard_as"], path) if fact.heard_as else fact


def read_entries(entries: LocatedMap, kind: type[S], path: Path) -> dict[str, S]:
    """Every entry as `kind`, in the order written."""
    return {name: read_struct(value, kind, f"{path}:{entries.lines[name]}", name) for name, value in entries.items()}


def read_struct(value: Any, kind: type[S], where: str, name: str) -> S:
    """One entry as `kind`; unknown keys and wrong types are a PolicyError."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        fields = ", ".join(kind.__struct_encode_fields__)
        raise PolicyError(f"`{name}`: {error}", where=where, mend=f"it may have: {fields}") from error


def read_told_in_words(text: LocatedMap, path: Path) -> tuple[str, ...]:
    """The evidence that is told in words; each has to be evidence."""
    codes = text.get("told_in_words") or []
    evidence = section(text, "lists", path).get("evidence", {})
    if not isinstance(codes, list) or not set(codes) <= set(evidence):
        where = f"{path}:{text.lines['told_in_words']}"
        raise PolicyError("`told_in_words` names what is no evidence", where, "list codes of `lists: evidence:`")
    return tuple(codes)


def read_lists(entries: LocatedMap, path: Path) -> dict[str, dict[str, str]]:
    """Item codes with the customer's words, by list."""
    for name, items in entries.items():
        if not isinstance(items, dict) or not all(isinstance(words, str) for words in items.values()):
            raise PolicyError(
                f"list `{name}` must map codes to words",
                f"{path}:{entries.lines[name]}",
                "write `code: words`",
            )
    return dict(entries)

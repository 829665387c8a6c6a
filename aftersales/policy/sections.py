"""The sections of a policy file: which there are, which are required, and the shape of the plain ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from aftersales.errors import PolicyError
from aftersales.policy.facts import Vocabulary
from aftersales.policy.located_yaml import LocatedMap
from aftersales.policy.vocabulary import read_facts, read_lists, section


class Contact(Struct, forbid_unknown_fields=True):
    """How customers reach the shop, where its policy says so."""

    email: str


class ReadingText(Struct, forbid_unknown_fields=True):
    """A reading of ambiguous clauses as written."""

    clauses: list[str]
    read_as: str


SECTIONS: dict[str, Any] = {
    "shop": str,
    "name": str,
    "source": str,
    "contact": Contact | None,
    "dates": Literal["day_first", "month_first"],
    "windows": Any,
    "rules": Any,
    "readings": list[ReadingText],
    "clauses": Any,
    "information": Any,
    "facts": Any,
    "lists": Any,
}
REQUIRED = ("shop", "name", "source", "rules", "clauses")


def check_sections(text: LocatedMap, path: Path) -> None:
    """Refuses unknown and missing sections, and a file that is not named after its shop."""
    for key in text:
        if key not in SECTIONS:
            mend = f"use {', '.join(sorted(SECTIONS))}"
            raise PolicyError(f"unknown section `{key}`", f"{path}:{text.lines[key]}", mend)
    missing = [key for key in REQUIRED if not text.get(key)]
    if missing:
        raise PolicyError(f"the policy lacks {', '.join(missing)}", str(path), "every policy needs them")
    if text["shop"] != path.stem:
        where = f"{path}:{text.lines['shop']}"
        raise PolicyError(f"shop `{text['shop']}` stands in {path.name}", where, "name the file after the shop")


def plain(text: LocatedMap, key: str, path: Path, default: Any = None) -> Any:
    """A section that is a word, a list or a small record, checked for its shape; `default` if it is left out."""
    if text.get(key) is None:
        return default
    try:
        return msgspec.convert(text[key], SECTIONS[key])
    except msgspec.ValidationError as error:
        where = f"{path}:{text.lines[key]}"
        raise PolicyError(f"`{key}`: {error}", where, "write it as the other policies do") from error


def words_by_code(text: LocatedMap, key: str, path: Path) -> LocatedMap:
    """A section that maps codes, such as clause ids, to words."""
    entries = section(text, key, path)
    for code, words in entries.items():
        if not isinstance(words, str):
            mend = f"write `{code}: words`, in quotation marks where they look like a number"
            raise PolicyError(f"`{code}` in `{key}` has no words", f"{path}:{entries.lines[code]}", mend)
    return entries


def extended_vocabulary(text: LocatedMap, vocabulary: Vocabulary, path: Path) -> Vocabulary:
    """The vocabulary with the shop's own facts and items, which may add to it and never change it."""
    own_facts, own_lists = section(text, "facts", path), section(text, "lists", path)
    for name, line in own_facts.lines.items():
        if name in vocabulary.facts:
            raise PolicyError(f"the fact `{name}` is already declared", f"{path}:{line}", "give it a name of its own")
    for name, line in own_lists.lines.items():
        if name not in vocabulary.lists:
            mend = f"add to {', '.join(vocabulary.lists)}"
            raise PolicyError(f"there is no list `{name}`", f"{path}:{line}", mend)
    lists = read_lists(own_lists, path)
    for name, items in lists.items():
        _refuse_known_items(name, items, vocabulary, f"{path}:{own_lists.lines[name]}")
    return vocabulary.extended(read_facts(own_facts, path), lists)


def _refuse_known_items(name: str, items: Mapping[str, str], vocabulary: Vocabulary, where: str) -> None:
    known = sorted(set(items) & set(vocabulary.lists[name]))
    if known:
        raise PolicyError(f"`{name}` already has {known}", where, "take them out, or give them codes of their own")

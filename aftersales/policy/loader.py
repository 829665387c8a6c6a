"""Loads shops' policies from their YAML files; what is wrong is named with file, line and mend."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from aftersales.errors import PolicyError, UnknownShop
from aftersales.policy.facts import Vocabulary
from aftersales.policy.located_yaml import LocatedMap, read_located_yaml
from aftersales.policy.model import Reading, Rule, ShopPolicy, Window
from aftersales.policy.rule_text import LimitText, Reader, RuleText
from aftersales.policy.sections import (
    Contact,
    ReadingText,
    check_sections,
    extended_vocabulary,
    plain,
    words_by_code,
)
from aftersales.policy.vocabulary import VOCABULARY_FILE, load_vocabulary, read_struct, section
from aftersales.settings import PROJECT_ROOT

WINDOW_KEYS = {"tested", "words", "or", "is_reading"}


class Policies(Mapping[str, ShopPolicy]):
    """The policies of a folder by shop; a file is read when its shop is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        own = folder / VOCABULARY_FILE
        self.vocabulary_file = own if own.exists() else PROJECT_ROOT / "policies" / VOCABULARY_FILE
        self._files = {path.stem: path for path in sorted(folder.glob("*.yml")) if path.name != VOCABULARY_FILE}
        self._loaded: dict[str, ShopPolicy] = {}

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary that all shops share."""
        return load_vocabulary(self.vocabulary_file)

    def __getitem__(self, shop: str) -> ShopPolicy:
        if shop not in self._files:
            raise UnknownShop(
                f"no policy for shop {shop!r}", str(self.folder), f"known shops: {', '.join(self._files)}"
            )
        if shop not in self._loaded:
            self._loaded[shop] = load_policy(self._files[shop], self.vocabulary)
        return self._loaded[shop]

    def __contains__(self, shop: object) -> bool:
        return shop in self._files

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def load_policies(folder: Path) -> Policies:
    """The policies in a folder, one `<shop>.yml` each; without its own facts.yml the project's vocabulary is used."""
    if not folder.is_dir():
        raise PolicyError(
            "there is no such folder of policies", str(folder), "set AFTERSALES_POLICIES to the right one"
        )
    return Policies(folder)


def load_policy(path: Path, vocabulary: Vocabulary) -> ShopPolicy:
    """One shop's policy; anything the format does not know is a PolicyError."""
    text = read_located_yaml(path)
    check_sections(text, path)
    merged = extended_vocabulary(text, vocabulary, path)
    windows = section(text, "windows", path)
    reader = Reader(merged, set(windows))
    clauses = words_by_code(text, "clauses", path)
    contact: Contact | None = plain(text, "contact", path)
    readings: list[ReadingText] = plain(text, "readings", path, [])
    return ShopPolicy(
        shop=plain(text, "shop", path),
        name=plain(text, "name", path),
        source=plain(text, "source", path),
        email=contact.email if contact else None,
        day_first=plain(text, "dates", path, "day_first") == "day_first",
        windows=_read_windows(windows, reader, path),
        rules=_read_rules(section(text, "rules", path), reader, path),
        readings=tuple(Reading(tuple(reading.clauses), reading.read_as) for reading in readings),
        clauses=dict(clauses),
        information=dict(words_by_code(text, "information", path)),
        vocabulary=merged,
        version=hashlib.sha256(path.read_bytes()).hexdigest()[:16],
        path=path,
        clause_lines=clauses.lines,
    )


def _read_rules(entries: LocatedMap, reader: Reader, path: Path) -> dict[str, Rule]:
    rules = {}
    for rule_id, text in entries.items():
        line = entries.lines[rule_id]
        where = f"{path}:{line} rule {rule_id}"
        rules[rule_id] = reader.rule(rule_id, read_struct(text, RuleText, where, rule_id), line, where)
    for rule in rules.values():
        strays = [name for name in rule.over if name not in rules]
        if strays:
            raise PolicyError(
                f"`over` names {strays}, which are no rules",
                f"{path}:{rule.line} rule {rule.id}",
                "mend the name",
            )
    return rules


def _read_windows(entries: LocatedMap, reader: Reader, path: Path) -> dict[str, Window]:
    windows = {}
    for name, text in entries.items():
        line = entries.lines[name]
        where = f"{path}:{line} window {name}"
        limits = [read_struct(limit, LimitText, where, name) for limit in _limit_texts(text, where)]
        windows[name] = reader.window(name, text, line, where, limits)
    return windows


def _limit_texts(text: Any, where: str) -> list[Any]:
    if not isinstance(text, dict) or not text.get("words") or not text.get("tested"):
        raise PolicyError(
            "a window needs `tested` and `words`",
            where,
            "say which date must lie inside, and what it is called",
        )
    own = {key: value for key, value in text.items() if key not in WINDOW_KEYS}
    alternatives = text.get("or")
    if own and alternatives:
        raise PolicyError("a window has either one limit or an `or` list", where, "move the limit into the list")
    return list(alternatives) if alternatives else [own]

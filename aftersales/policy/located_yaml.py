"""Reads YAML 1.2 into plain values that remember their line, and refuses what a policy never needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from aftersales.errors import PolicyError

_WHOLE = re.compile(r"[-+]?\d+\Z")
_BROKEN = re.compile(r"[-+]?\d+\.\d+\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


class LocatedMap(dict[str, Any]):
    """A mapping that knows in which line of its file each key stands (1-based)."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def read_located_yaml(path: Path) -> LocatedMap:
    """Reads the file's one document, which must be a mapping.

    Tags, anchors and aliases, repeated keys, a second document, and anything that is not UTF-8 are a PolicyError
    naming file and line.
    """
    try:
        document = _Composer(path, YAML(typ="safe", pure=True).parse(_text_of(path))).document()
    except RecursionError as error:
        raise PolicyError("nested too deeply", where=str(path), mend="write it flat") from error
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise PolicyError(f"not readable as YAML ({getattr(error, 'problem', error)})", where=where) from error
    if not isinstance(document, LocatedMap):
        raise PolicyError("the file must hold a mapping", where=str(path), mend="start with `shop: <id>`")
    return document


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise PolicyError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise PolicyError("the file is not UTF-8", where=str(path), mend="save it as UTF-8") from error


class _Composer:
    """Builds values from the parser's events, one call per node."""

    def __init__(self, path: Path, events: Iterator[Event]) -> None:
        self.path = path
        self.events = events

    def document(self) -> Any:
        values: list[Any] = []
        for event in self.events:
            if isinstance(event, DocumentStartEvent) and values:
                raise PolicyError("a second document starts here", self._at(event), "keep one document a file")
            if isinstance(event, (MappingStartEvent, SequenceStartEvent, ScalarEvent)):
                values.append(self._value(event))
        return values[0] if values else None

    def _value(self, event: Event) -> Any:
        self._refuse_tricks(event)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event)
        if isinstance(event, SequenceStartEvent):
            return self._sequence()
        assert isinstance(event, ScalarEvent)
        return _scalar(event)

    def _mapping(self, start: Event) -> LocatedMap:
        mapping = LocatedMap(start.start_mark.line + 1)
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            self._refuse_tricks(event)
            if not isinstance(event, ScalarEvent):
                raise PolicyError("a key must be a word", self._at(event), "write `key: value`")
            key = str(event.value)
            if key in mapping:
                raise PolicyError(f"`{key}` stands here twice", self._at(event), "keep one of them")
            mapping.lines[key] = event.start_mark.line + 1
            mapping[key] = self._value(next(self.events))
        return mapping

    def _sequence(self) -> list[Any]:
        values: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            values.append(self._value(event))
        return values

    def _refuse_tricks(self, event: Event) -> None:
        tagged = getattr(event, "tag", None) is not None
        anchored = isinstance(event, AliasEvent) or getattr(event, "anchor", None) is not None
        if tagged or anchored:
            what = "a tag" if tagged else "an anchor or alias"
            raise PolicyError(f"{what} is not allowed here", self._at(event), "write the value out")

    def _at(self, event: Event) -> str:
        return f"{self.path}:{event.start_mark.line + 1}"


def _scalar(event: ScalarEvent) -> Any:
    text: str = event.value
    if not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.match(text):
        return int(text)
    if _BROKEN.match(text):
        return Decimal(text)
    return text

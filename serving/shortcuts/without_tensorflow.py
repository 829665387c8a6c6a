"""Starts Rasa without TensorFlow, which takes most of its memory and its start, and which no component of ours uses.

Rasa imports all of its components, and with them TensorFlow, whatever the model is made of. Here a stand-in is imported
that lets classes be derived and functions be decorated. Whatever would compute something with it fails and says so.
"""

from __future__ import annotations

import importlib.abc
import sys
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar

LEFT_OUT = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")
VERSION = "2.12.0"
"""The version that Rasa 3.6 is made for; it looks at it when it is imported."""


class TensorFlowLeftOut(RuntimeError):
    """Something needs TensorFlow after all."""


class _Kind(type):
    """What the stand-in's names can do: be looked up, be derived from, decorate; but be no more than nothing."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing

    def __getitem__(cls, item: object) -> type:
        return cls

    def __or__(cls, other: object) -> Any:
        return cls

    __ror__ = __or__

    def __iter__(cls) -> Iterator[object]:
        return iter(())

    def __call__(cls, *given: Any, **named: Any) -> Any:
        if cls is not Nothing:
            where = f"{cls.__module__}.{cls.__qualname__}"
            raise TensorFlowLeftOut(
                f"{where} needs TensorFlow, which is left out. Start Rasa by its own command `rasa`."
            )
        decorated = len(given) == 1 and not named and callable(given[0])
        return given[0] if decorated else Nothing


class Nothing(metaclass=_Kind):
    """Stands for every class, function and value of TensorFlow."""

    def __init_subclass__(cls, **named: Any) -> None:
        """Classes may be derived with any arguments."""


class _StandIn(ModuleType):
    __version__ = VERSION
    __path__: ClassVar[list[str]] = []  # type: ignore[misc]

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in LEFT_OUT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def leave_out() -> bool:
    """Put the stand-in in TensorFlow's place; False where TensorFlow has been imported already."""
    if "tensorflow" in sys.modules:
        return False
    sys.meta_path.insert(0, _Finder())
    return True

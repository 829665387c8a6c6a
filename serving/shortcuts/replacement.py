"""Puts a function in the place of one of Rasa's, but only of the very one that it was written for."""

from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Replacement:
    """A method of a class in Rasa, the hash of its source, and the function that does the same faster."""

    owner: type
    name: str
    source_sha256: str
    function: Callable[..., Any]

    def fits(self) -> bool:
        """Whether Rasa's method is still the one that the function was written for."""
        return source_hash(getattr(self.owner, self.name)) == self.source_sha256

    def apply(self) -> bool:
        """Replace the method; where Rasa has changed it, leave Rasa alone and say so: slower, never wrong."""
        if not self.fits():
            logger.warning("%s.%s has changed in Rasa; its shortcut is not taken", self.owner.__name__, self.name)
            return False
        setattr(self.owner, self.name, self.function)
        return True


def source_hash(function: Callable[..., Any]) -> str:
    """The hash of a function's source."""
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()

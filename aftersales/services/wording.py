"""Fills the texts of data/responses with values; a missing text or value is an error, never a gap in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ruamel.yaml import YAML

from aftersales.errors import AftersalesError
from aftersales.services.conversation.reply import Choice, Say
from aftersales.settings import PROJECT_ROOT

RESPONSES = PROJECT_ROOT / "data" / "responses"
BULLET = "• "


class MissingWords(AftersalesError):
    """No text stands under the name that a reply asks for, or the text wants a value that nobody gave."""


@lru_cache(maxsize=1)
def responses() -> Mapping[str, str]:
    """The texts of data/responses by name, without `utter_`."""
    texts: dict[str, str] = {}
    for path in sorted(RESPONSES.glob("*.yml")):
        entries = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))["responses"]
        texts.update({name.removeprefix("utter_"): variants[0]["text"].strip() for name, variants in entries.items()})
    return texts


def words(name: str, values: Mapping[str, str | Sequence[str]] | None = None) -> str:
    """The text of a response with its values; lists become bullets, one a line."""
    text = responses().get(name)
    if text is None:
        raise MissingWords(f"there is no response utter_{name}", str(RESPONSES), "Write it.")
    filled = {key: value if isinstance(value, str) else bullets(value) for key, value in (values or {}).items()}
    try:
        return text.format_map(filled)
    except KeyError as missing:
        raise MissingWords(
            f"utter_{name} wants {missing}", str(RESPONSES), "Give the value, or mend the text."
        ) from None


def either(items: Sequence[str]) -> str:
    """Several things of which one is meant."""
    return words("either", {"first": ", ".join(items[:-1]), "last": items[-1]}) if len(items) > 1 else items[0]


def bullets(lines: Sequence[str]) -> str:
    """Lines one under the other, each with a bullet."""
    return "\n".join(f"{BULLET}{line}" for line in lines)


def button(choice: Choice) -> dict[str, str]:
    """A button that sends the very words it shows."""
    title = words(choice.response) if choice.response else choice.says
    return {"title": title, "payload": title}


def buttons(say: Say) -> list[dict[str, str]]:
    """The buttons of a response."""
    return [button(choice) for choice in say.choices]

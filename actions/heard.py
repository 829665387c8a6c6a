"""What the assistant's understanding made of the latest message, as the services want it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from aftersales.services.conversation.heard import Heard, HeardFact
from aftersales.services.flows import FLOWS
from aftersales.understanding.dates import resolve_date
from aftersales.understanding.identifiers import find_identifiers


def heard_from(message: dict[str, Any], today: date, day_first: bool) -> Heard:
    """The latest message of a tracker with its intent and entities; days are reckoned around `today`."""
    text = str(message.get("text") or "")
    entities = message.get("entities") or []
    identifiers = find_identifiers(text)
    return Heard(
        text=text,
        intent=str((message.get("intent") or {}).get("name") or ""),
        facts=tuple(_facts(entities, text)),
        confidence=_confidence(message),
        order_numbers=tuple(each.value for each in identifiers if each.kind == "order_number"),
        emails=tuple(each.value for each in identifiers if each.kind == "email"),
        products=tuple(_values(entities, "product")),
        quantities=tuple(int(value) for value in _values(entities, "quantity")),
        dates=_dates(entities, today, day_first),
        shop=next(iter(_values(entities, "shop")), None),
        between=tuple(message.get("between") or _guesses(message)),
    )


def _guesses(message: dict[str, Any]) -> Iterable[str]:
    """The likeliest two requests, about different problems, for who has to be asked because the first is a guess."""
    flow = FLOWS.get(str((message.get("intent") or {}).get("name")))
    if flow is None:
        return ()
    ranked = [FLOWS[each["name"]] for each in message.get("intent_ranking") or () if each["name"] in FLOWS]
    other = next((each for each in ranked if not set(each.problems) & set(flow.problems)), None)
    return (flow.stem, other.stem) if other and other is not flow else ()


def _confidence(message: dict[str, Any]) -> float:
    """The confidence in the intent together with those of the same problems: doubt between the two is none."""
    intent = message.get("intent") or {}
    flow = FLOWS.get(str(intent.get("name")))
    alike = {stem for stem, other in FLOWS.items() if flow and flow.problems and other.problems == flow.problems}
    ranked = [each["confidence"] for each in message.get("intent_ranking") or () if each["name"] in alike]
    return float(sum(ranked) or intent.get("confidence") or 0.0)


def _values(entities: Iterable[dict[str, Any]], kind: str) -> Iterable[Any]:
    return (entity["value"] for entity in entities if entity.get("entity") == kind)


def _facts(entities: Iterable[dict[str, Any]], text: str) -> Iterable[HeardFact]:
    """Facts come as `fact=value`; yes/no facts as true or false."""
    for entity in entities:
        if entity.get("entity") != "fact":
            continue
        name, _, value = str(entity["value"]).partition("=")
        typed: Any = {"true": True, "false": False}.get(value, value)
        start, end = entity.get("start", 0), entity.get("end", len(text))
        yield HeardFact(name, typed, text[start:end], start)


def _dates(entities: Iterable[dict[str, Any]], today: date, day_first: bool) -> dict[str, date]:
    days = {}
    for entity in entities:
        if entity.get("entity") == "date":
            day = resolve_date(str(entity["value"]), today, day_first)
            if day is not None:
                days[str(entity.get("role") or "")] = day
    return days

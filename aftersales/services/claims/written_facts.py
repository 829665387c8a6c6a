"""Reads facts written by operators as text, such as inspection=faulty or sent_back_on=2025-03-04."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from aftersales.policy.facts import Value
from aftersales.policy.model import ShopPolicy
from aftersales.policy.request import read_fact

YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def fact_from_text(policy: ShopPolicy, name: str, text: str) -> Value:
    """The fact's value, typed as the vocabulary says; an unknown fact or impossible value is a RequestError."""
    fact = policy.vocabulary.facts.get(name)
    value: Any = text
    if fact is not None and fact.type == "yes_no":
        value = YES_NO.get(text.lower(), text)
    elif fact is not None and fact.type == "number":
        value = _number(text)
    return read_fact(policy, name, value)


def _number(text: str) -> int | Decimal | str:
    """The number, or the text itself where it is none: reading the fact tells what is wrong with it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    return int(number) if number == number.to_integral_value() else number

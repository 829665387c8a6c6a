"""Amounts of refunds: exact shares of what was paid, rounded to the cent once, at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from aftersales.policy.order import Order, Piece
from aftersales.policy.settlement import Finding

CENT_DIGITS = 2


@dataclass(frozen=True)
class Share:
    """A part of the refund with the sum that shows how it comes about; `missing` names what keeps it unknown."""

    exact: Fraction | None
    formula: str
    missing: str = ""


@dataclass(frozen=True)
class Refund:
    """What is paid back: an amount in the order's currency, or None and `missing`, the outcomes or fields to blame."""

    amount: Decimal | None
    currency: str | None
    method: str | None
    paid_within: str | None
    formula: str | None
    missing: tuple[str, ...] = ()

    def to_json(self) -> dict[str, str | None]:
        """The refund in the contract's shape."""
        return {
            "amount": None if self.amount is None else str(self.amount),
            "currency": self.currency,
            "method": self.method,
            "paid_within": self.paid_within,
            "formula": self.formula,
        }


NO_REFUND = Refund(None, None, None, None, None)


def refund_of(order: Order | None, pieces: Sequence[Piece], findings: Mapping[str, Finding]) -> Refund:
    """The refund for the pieces: their price, and the delivery charge as the policy shares it out.

    Null where the policy is silent on a part that is not zero, or a price or weight is missing from the record.
    """
    shares = [] if order is None else _shares(order, pieces, findings)
    amount = None
    if shares and all(share.exact is not None for share in shares):
        amount = rounded(sum((share.exact or Fraction(0) for share in shares), Fraction(0)))
    formula = " + ".join(share.formula for share in shares if share.formula)
    if findings["return_postage"].value == "reimbursed_with_receipt":
        formula += ", plus the return postage as receipted"
    return Refund(
        amount=amount,
        currency=order.currency if order else None,
        method=findings["refund_method"].value,
        paid_within=findings["refund_within"].value,
        formula=formula or None,
        missing=tuple(share.missing for share in shares if share.missing),
    )


def rounded(exact: Fraction) -> Decimal:
    """The exact amount to the cent, halves up."""
    return Decimal(floor(exact * 10**CENT_DIGITS + Fraction(1, 2))).scaleb(-CENT_DIGITS)


def _shares(order: Order, pieces: Sequence[Piece], findings: Mapping[str, Finding]) -> list[Share]:
    if order.paid is not None and not order.paid:
        return [Share(Fraction(0), "nothing was paid")]
    return [
        items_share(pieces, findings["refund_items"]),
        delivery_share(order, pieces, findings["original_postage"]),
    ]


def items_share(pieces: Sequence[Piece], finding: Finding) -> Share:
    """The price of the pieces, if the policy refunds it."""
    if finding.value == "none":
        return Share(Fraction(0), "")
    if finding.kind != "settled":
        return Share(None, "", "refund_items")
    priced = [(piece.quantity, piece.line.unit_price) for piece in pieces]
    if not priced or any(price is None for _, price in priced):
        return Share(None, "", "unit_price")
    exact = sum((quantity * Fraction(price) for quantity, price in priced if price is not None), Fraction(0))
    return Share(exact, " + ".join(f"{quantity} x {price}" for quantity, price in priced))


def delivery_share(order: Order, pieces: Sequence[Piece], finding: Finding) -> Share:
    """The part of the delivery charge that comes back: all, none, or by weight."""
    fee = order.shipping_fee
    if finding.value == "not_refunded":
        return Share(Fraction(0), "")
    if finding.kind != "settled":
        settled_by_zero = fee == 0 and finding.kind == "silent"
        return Share(Fraction(0), "") if settled_by_zero else Share(None, "", "original_postage")
    if fee is None:
        return Share(None, "", "shipping_fee")
    if finding.value == "refunded" or fee == 0:
        return Share(Fraction(fee), f"{fee}")
    returned = _weight((piece.quantity, piece.line.weight_g) for piece in pieces)
    ordered = _weight((line.quantity, line.weight_g) for line in order.lines)
    if not returned or not ordered:
        return Share(None, "", "weight_g")
    return Share(Fraction(fee) * returned / ordered, f"{fee} x {float(returned):g} g / {float(ordered):g} g")


def _weight(entries: Iterable[tuple[int, int | Decimal | None]]) -> Fraction | None:
    """The weight of all pieces in grams; None if one is unknown."""
    total = Fraction(0)
    for quantity, grams in entries:
        if grams is None:
            return None
        total += quantity * Fraction(grams)
    return total

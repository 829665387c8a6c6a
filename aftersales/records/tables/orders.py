"""Orders and their lines, as the shops' systems report them."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import relationship

from aftersales.records.tables.base import Base, ledger, one_of
from aftersales.records.types import Money, Words

ORDER_STATUSES = ("placed", "in_production", "produced", "shipped", "delivered", "cancelled")


@ledger.mapped
class Order(Base):
    """An order. number_key and number_digits are its number as customers may type it; see records.orders.

    A None date has not happened or is not known; a None yes/no is not known. version counts changes.
    """

    __tablename__ = "orders"

    id: int = Column(Integer, primary_key=True)
    shop: str = Column(String(64), nullable=False)
    number: str = Column(String(64), nullable=False)
    number_key: str = Column(String(64), nullable=False)
    number_digits: str = Column(String(64), nullable=False)
    email: str = Column(String(254), nullable=False)
    name: str | None = Column(Words)
    phone: str | None = Column(Words)
    postcode: str | None = Column(Words)
    status: str = Column(String(16), nullable=False)
    placed_on: date | None = Column(Date)
    produced_on: date | None = Column(Date)
    shipped_on: date | None = Column(Date)
    delivered_on: date | None = Column(Date)
    warehouse: str | None = Column(Words)
    currency: str = Column(String(3), nullable=False)
    shipping_fee: Decimal | None = Column(Money)
    open_dispute: bool | None = Column(Boolean)
    unpaid_bills: bool | None = Column(Boolean)
    paid: bool | None = Column(Boolean)
    comments: str | None = Column(Words)
    version: int = Column(Integer, nullable=False, default=1)

    lines: list["OrderLine"] = relationship(
        "OrderLine", order_by="OrderLine.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (
        UniqueConstraint("shop", "number"),
        UniqueConstraint("shop", "number_key"),
        Index("ix_orders_number_key", "number_key"),
        Index("ix_orders_number_digits", "number_digits"),
        one_of("status", ORDER_STATUSES),
        CheckConstraint("email = lower(email)", name="email_lowercased"),
        CheckConstraint("CAST(shipping_fee AS NUMERIC) >= 0", name="shipping_fee_not_negative"),
        CheckConstraint("produced_on >= placed_on", name="produced_after_placed"),
        CheckConstraint("shipped_on >= placed_on", name="shipped_after_placed"),
        CheckConstraint("shipped_on >= produced_on", name="shipped_after_produced"),
        CheckConstraint("delivered_on >= shipped_on", name="delivered_after_shipped"),
        CheckConstraint("version >= 1", name="version_counts"),
    )


@ledger.mapped
class OrderLine(Base):
    """One product of an order; weight_g is grams per unit, warranty_years None where unknown."""

    __tablename__ = "order_lines"

    id: int = Column(Integer, primary_key=True)
    order_id: int = Column(ForeignKey("orders.id", ondelete="CASCADE"), nullable=False)
    position: int = Column(Integer, nullable=False)
    sku: str = Column(Words, nullable=False)
    name: str = Column(Words, nullable=False)
    quantity: int = Column(Integer, nullable=False)
    unit_price: Decimal = Column(Money, nullable=False)
    weight_g: int | None = Column(Integer)
    warranty_years: int | None = Column(Integer)

    __table_args__ = (
        UniqueConstraint("order_id", "position"),
        CheckConstraint("position >= 1", name="position_counts"),
        CheckConstraint("quantity >= 1", name="quantity_positive"),
        CheckConstraint("CAST(unit_price AS NUMERIC) >= 0", name="unit_price_not_negative"),
        CheckConstraint("weight_g >= 0", name="weight_not_negative"),
        CheckConstraint("warranty_years >= 0", name="warranty_not_negative"),
    )

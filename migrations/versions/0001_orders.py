"""Orders and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MONEY = sa.Text().with_variant(sa.Numeric(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("shop", sa.String(64), nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("number_key", sa.String(64), nullable=False),
        sa.Column("number_digits", sa.String(64), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("postcode", sa.Text),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("placed_on", sa.Date),
        sa.Column("produced_on", sa.Date),
        sa.Column("shipped_on", sa.Date),
        sa.Column("delivered_on", sa.Date),
        sa.Column("warehouse", sa.Text),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("shipping_fee", MONEY),
        sa.Column("open_dispute", sa.Boolean),
        sa.Column("unpaid_bills", sa.Boolean),
        sa.Column("paid", sa.Boolean),
        sa.Column("comments", sa.Text),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("shop", "number"),
        sa.UniqueConstraint("shop", "number_key"),
        sa.CheckConstraint(
            "status IN ('placed', 'in_production', 'produced', 'shipped', 'delivered', 'cancelled')",
            name="status_known",
        ),
        sa.CheckConstraint("email = lower(email)", name="email_lowercased"),
        sa.CheckConstraint("CAST(shipping_fee AS NUMERIC) >= 0", name="shipping_fee_not_negative"),
        sa.CheckConstraint("produced_on >= placed_on", name="produced_after_placed"),
        sa.CheckConstraint("shipped_on >= placed_on", name="shipped_after_placed"),
        sa.CheckConstraint("shipped_on >= produced_on", name="shipped_after_produced"),
        sa.CheckConstraint("delivered_on >= shipped_on", name="delivered_after_shipped"),
        sa.CheckConstraint("version >= 1", name="version_counts"),
    )
    op.create_index("ix_orders_number_digits", "orders", ["number_digits"])
    op.create_index("ix_orders_number_key", "orders", ["number_key"])
    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sku", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_price", MONEY, nullable=False),
        sa.Column("weight_g", sa.Integer),
        sa.Column("warranty_years", sa.Integer),
        sa.UniqueConstraint("order_id", "position"),
        sa.CheckConstraint("position >= 1", name="position_counts"),
        sa.CheckConstraint("quantity >= 1", name="quantity_positive"),
        sa.CheckConstraint("CAST(unit_price AS NUMERIC) >= 0", name="unit_price_not_negative"),
        sa.CheckConstraint("weight_g >= 0", name="weight_not_negative"),
        sa.CheckConstraint("warranty_years >= 0", name="warranty_not_negative"),
    )


def downgrade() -> None:
    op.drop_table("order_lines")
    op.drop_table("orders")

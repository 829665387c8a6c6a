"""Claims, the units they hold, what they wait for, and their history."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)

STATES = "'requested', 'authorised', 'sent', 'arrived', 'inspected', 'settled', 'refused', 'withdrawn', 'expired'"


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(16), nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), index=True),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id"), nullable=False, index=True),
        sa.Column("order_line_id", sa.Integer, sa.ForeignKey("order_lines.id"), nullable=False, index=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("problem", sa.String(64), nullable=False),
        sa.Column("remedy", sa.String(64)),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("authorisation", sa.String(11)),
        sa.Column("authorisation_number", sa.String(16), unique=True),
        sa.Column("decision", sa.JSON, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("policy_version", sa.String(128), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("reported_on", sa.Date, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_known"),
        sa.CheckConstraint("authorisation IN ('rma_number', 'return_slip', 'none')", name="authorisation_known"),
        sa.CheckConstraint("quantity >= 1", name="quantity_positive"),
        sa.CheckConstraint("version >= 1", name="version_counts"),
        sa.CheckConstraint(
            "authorisation_number IS NULL OR coalesce(authorisation, 'none') <> 'none'",
            name="number_has_kind",
        ),
    )
    op.create_table(
        "claim_units",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_line_id", sa.Integer, sa.ForeignKey("order_lines.id"), nullable=False),
        sa.Column("unit", sa.Integer, nullable=False),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), nullable=False, index=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.CheckConstraint("unit >= 1", name="unit_counts"),
    )
    op.create_index(
        "uq_claim_units_one_active",
        "claim_units",
        ["order_line_id", "unit"],
        unique=True,
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )
    op.create_table(
        "claim_items",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.UniqueConstraint("claim_id", "kind", "code"),
        sa.CheckConstraint("kind IN ('evidence', 'packing')", name="kind_known"),
        sa.CheckConstraint("state IN ('needed', 'received', 'waived')", name="state_known"),
    )
    op.create_table(
        "claim_deadlines",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("last_day", sa.Date, nullable=False, index=True),
        sa.UniqueConstraint("claim_id", "what"),
    )
    op.create_table(
        "claim_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), nullable=False, index=True),
        sa.Column("from_state", sa.String(10)),
        sa.Column("to_state", sa.String(10), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("facts", sa.JSON),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(f"from_state IN ({STATES})", name="from_state_known"),
        sa.CheckConstraint(f"to_state IN ({STATES})", name="to_state_known"),
    )


def downgrade() -> None:
    op.drop_table("claim_events")
    op.drop_table("claim_deadlines")
    op.drop_table("claim_items")
    op.drop_table("claim_units")
    op.drop_table("claims")

"""Writes that were carried out, and the audit trail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(14), nullable=False),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id"), nullable=False, index=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), index=True),
        sa.Column("confirmation", sa.String(64), sa.ForeignKey("confirmations.token"), nullable=False, unique=True),
        sa.Column("result", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("kind IN ('cancel_order', 'open_claim', 'withdraw_claim')", name="kind_known"),
        sa.CheckConstraint("(kind = 'cancel_order') = (claim_id IS NULL)", name="claim_named"),
    )
    op.create_index(
        "uq_operations_one_cancellation",
        "operations",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'cancel_order'"),
        postgresql_where=sa.text("kind = 'cancel_order'"),
    )
    op.create_index(
        "uq_operations_one_opening",
        "operations",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'open_claim'"),
        postgresql_where=sa.text("kind = 'open_claim'"),
    )
    op.create_index(
        "uq_operations_one_withdrawal",
        "operations",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'withdraw_claim'"),
        postgresql_where=sa.text("kind = 'withdraw_claim'"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("detail", sa.JSON),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])


def downgrade() -> None:
    op.drop_table("audit")
    op.drop_table("operations")

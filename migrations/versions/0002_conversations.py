"""Conversations, their transcript, and handing them to a person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("shop", sa.String(64)),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id"), index=True),
        sa.Column("failed_lookups", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(8), nullable=False),
        sa.Column("asked", sa.JSON),
        sa.Column("misunderstood", sa.Integer, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.CheckConstraint("owner IN ('bot', 'waiting', 'agent', 'closed')", name="owner_known"),
        sa.CheckConstraint("failed_lookups >= 0", name="failed_lookups_count"),
        sa.CheckConstraint("misunderstood >= 0", name="misunderstood_counts"),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("author", sa.String(9), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("buttons", sa.JSON),
        sa.Column("client_id", sa.String(255)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("conversation_id", "seq"),
        sa.UniqueConstraint("conversation_id", "client_id"),
        sa.CheckConstraint("author IN ('customer', 'assistant', 'agent', 'system')", name="author_known"),
        sa.CheckConstraint("seq >= 1", name="seq_counts"),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), nullable=False, index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("summary", sa.JSON, nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'taken', 'closed')", name="state_known"),
    )
    op.create_index("ix_handoffs_state_opened_at", "handoffs", ["state", "opened_at"])
    op.create_index(
        "uq_handoffs_one_waiting",
        "handoffs",
        ["conversation_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    op.drop_table("handoffs")
    op.drop_table("messages")
    op.drop_table("conversations")

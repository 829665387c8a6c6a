"""Cases, their facts, and the confirmations they wait for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), nullable=False),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("problem", sa.String(64)),
        sa.Column("status", sa.String(11), nullable=False),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("orders.id")),
        sa.Column("line_id", sa.Integer, sa.ForeignKey("order_lines.id")),
        sa.Column("quantity", sa.Integer),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("decision", sa.JSON),
        sa.Column("policy_version", sa.String(128)),
        sa.Column("words", sa.Text),
        sa.CheckConstraint(
            "status IN ('open', 'decided', 'done', 'stopped', 'handed_over', 'queued')", name="status_known"
        ),
        sa.CheckConstraint("quantity >= 1", name="quantity_positive"),
        sa.CheckConstraint("decision IS NULL OR policy_version IS NOT NULL", name="decision_has_policy_version"),
    )
    op.create_index("ix_cases_conversation_id_status", "cases", ["conversation_id", "status"])
    op.create_table(
        "case_facts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("fact", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("quote", sa.Text),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("source IN ('said', 'asked', 'order', 'inspection', 'agent')", name="source_known"),
    )
    op.create_index("ix_case_facts_case_id_fact", "case_facts", ["case_id", "fact"])
    op.create_table(
        "confirmations",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False, index=True),
        sa.Column("operation", sa.String(14), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("shown_hash", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.CheckConstraint("operation IN ('cancel_order', 'open_claim', 'withdraw_claim')", name="operation_known"),
        sa.CheckConstraint("length(token) >= 22", name="token_has_128_bits"),
        sa.CheckConstraint("expires_at > created_at", name="expires_after_created"),
    )


def downgrade() -> None:
    op.drop_table("confirmations")
    op.drop_table("case_facts")
    op.drop_table("cases")

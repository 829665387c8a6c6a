"""The outbox: e-mails and webhook calls that are still to be sent, were sent, or were given up."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(7), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("event_id", sa.String(128), nullable=False),
        sa.Column("shop", sa.String(64), nullable=False),
        sa.Column("recipient", sa.Text),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("last_error", sa.Text),
        sa.UniqueConstraint("kind", "event_id"),
        sa.CheckConstraint("kind IN ('mail', 'webhook')", name="kind_known"),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name="state_known"),
        sa.CheckConstraint("attempts >= 0", name="attempts_count"),
        sa.CheckConstraint("(kind = 'mail') = (recipient IS NOT NULL)", name="mail_has_recipient"),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_moment"),
    )
    op.create_index("ix_outbox_state_next_try_at", "outbox", ["state", "next_try_at"])


def downgrade() -> None:
    op.drop_table("outbox")

"""Agents at the desk, who owns a conversation and since which change, and how a handing over ended."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
OF_AN_AGENT = ("conversations", "messages", "handoffs")
ADDED = {
    "conversations": [
        sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
        sa.Column("email", sa.String(254)),
    ],
    "messages": [
        sa.Column("epoch", sa.Integer, nullable=False, server_default="0"),
        sa.Column("shown", sa.Boolean, nullable=False, server_default=sa.true()),
    ],
    "handoffs": [
        sa.Column("before", sa.JSON),
        sa.Column("tags", sa.JSON),
        sa.Column("outcome", sa.String(16)),
        sa.Column("closed_at", MOMENT),
        sa.Column("solved", sa.Boolean),
        sa.Column("comment", sa.Text),
    ],
}


def upgrade() -> None:
    op.create_table(
        "agents",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("shown_as", sa.Text, nullable=False),
        sa.Column("password_hash", sa.String(255), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "desk_sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("agent", sa.String(64), sa.ForeignKey("agents.name"), nullable=False, index=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_sign_in_attempts_name_at", "sign_in_attempts", ["name", "at"])
    op.create_index("ix_sign_in_attempts_address_at", "sign_in_attempts", ["address", "at"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), nullable=False, index=True),
        sa.Column("agent", sa.String(64), sa.ForeignKey("agents.name"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    for table in OF_AN_AGENT:
        # SQLite takes a new column with its foreign key only in one breath, which Alembic does not say.
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN agent VARCHAR(64) CONSTRAINT fk_{table}_agent REFERENCES agents (name)"
        )
        for column in ADDED[table]:
            op.add_column(table, column)


def downgrade() -> None:
    for table in OF_AN_AGENT:
        for column in ADDED[table]:
            op.drop_column(table, column.name)
        op.drop_column(table, "agent")
    op.drop_table("notes")
    op.drop_table("sign_in_attempts")
    op.drop_table("desk_sessions")
    op.drop_table("agents")

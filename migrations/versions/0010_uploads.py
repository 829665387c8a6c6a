"""Evidence sent as files, and the pages of claims."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
KINDS = "kind IN ('jpeg', 'png', 'webp', 'heic', 'mp4', 'mov', 'webm')"


def upgrade() -> None:
    op.create_table(
        "stored_files",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(32), nullable=False, unique=True),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("hints", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(KINDS, name="kind_known"),
        sa.CheckConstraint("size >= 1", name="size_positive"),
    )
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("claim_item_id", sa.Integer, sa.ForeignKey("claim_items.id"), nullable=False),
        sa.Column("stored_file_id", sa.Integer, sa.ForeignKey("stored_files.id"), nullable=False, index=True),
        sa.Column("conversation_id", sa.String(255), sa.ForeignKey("conversations.id"), index=True),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("original_name", sa.Text, nullable=False),
        sa.Column("hints", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.UniqueConstraint("claim_item_id", "client_id"),
    )
    op.create_table(
        "claim_pages",
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claims.id"), primary_key=True),
        sa.Column("token", sa.String(64), nullable=False, unique=True),
        sa.CheckConstraint("length(token) >= 22", name="token_has_128_bits"),
    )


def downgrade() -> None:
    op.drop_table("claim_pages")
    op.drop_table("evidence_files")
    op.drop_table("stored_files")

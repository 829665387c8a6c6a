"""Lines of the transcript keep the decision that they tell."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("messages", sa.Column("card", sa.JSON))


def downgrade() -> None:
    op.drop_column("messages", "card")

"""Payouts that wait for staff are found without looking at all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waiting = sa.text("state = 'asked'")
    op.create_index("ix_payout_asked", "payout", ["id"], postgresql_where=waiting)


def downgrade() -> None:
    op.drop_index("ix_payout_asked", table_name="payout")

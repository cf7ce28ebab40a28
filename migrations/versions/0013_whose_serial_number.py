"""Whose serial number: what names another's is found by it, and has its queue."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WAITS = sa.text("state = 'submitted' AND flags ? 'serial'")


def upgrade() -> None:
    op.create_index(
        "ix_listing_waiting_serial", "listing", ["submitted_at", "id"], postgresql_where=WAITS
    )
    op.create_index("ix_unit_serial", "unit", ["serial"])


def downgrade() -> None:
    op.drop_index("ix_unit_serial", table_name="unit")
    op.drop_index("ix_listing_waiting_serial", table_name="listing")

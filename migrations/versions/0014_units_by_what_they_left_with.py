"""Units by what they left with: the history of one is found by its order's number."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_unit_event_reference", "unit_event", ["reference"])


def downgrade() -> None:
    op.drop_index("ix_unit_event_reference", table_name="unit_event")

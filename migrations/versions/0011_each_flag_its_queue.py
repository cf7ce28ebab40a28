"""Each flag its queue: what waits for moderators is counted and walked by index, however much there is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FLAGS = ("recalled", "words", "contact", "photo_name", "twin_photo", "cheap", "dear", "old", "new_seller")
DECIDED = "state IN ('changes', 'rejected')"


def upgrade() -> None:
    for flag in FLAGS:
        waits = sa.text(f"state = 'submitted' AND flags ? '{flag}'")
        op.create_index(
            f"ix_listing_waiting_{flag}", "listing", ["submitted_at", "id"], postgresql_where=waits
        )
    columns = ["state", sa.text("submitted_at DESC"), sa.text("id DESC")]
    op.create_index("ix_listing_decided", "listing", columns, postgresql_where=sa.text(DECIDED))


def downgrade() -> None:
    op.drop_index("ix_listing_decided", table_name="listing")
    for flag in reversed(FLAGS):
        op.drop_index(f"ix_listing_waiting_{flag}", table_name="listing")

"""Products show a picture; what the store still keeps of photos taken off is found."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEPT = sa.text("removed_at IS NOT NULL AND source <> ''")
REMOVED = sa.text("removed_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("product", sa.Column("picture", sa.String(length=32), nullable=True))
    op.drop_index("ix_photo_removed", table_name="photo", postgresql_where=REMOVED)
    op.create_index("ix_photo_removed", "photo", ["removed_at"], unique=False, postgresql_where=KEPT)


def downgrade() -> None:
    op.drop_index("ix_photo_removed", table_name="photo", postgresql_where=KEPT)
    op.create_index("ix_photo_removed", "photo", ["removed_at"], unique=False, postgresql_where=REMOVED)
    op.drop_column("product", "picture")

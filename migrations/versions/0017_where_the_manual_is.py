"""Where the manual is: a product names its maker's."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("product", sa.Column("manual", sa.String(300), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("product", "manual")

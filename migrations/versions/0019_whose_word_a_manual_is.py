"""Where staff said where the manual is, a supplier's file says nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    by_staff = sa.Column("manual_by_staff", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column("product", by_staff)
    # Whom the history shows to have set it already.
    op.execute(
        "UPDATE product p SET manual_by_staff = true WHERE EXISTS (SELECT FROM state_change c "
        "WHERE c.subject = 'product' AND c.subject_id = p.id AND c.verb = 'edit' "
        "AND c.details -> 'after' ? 'manual')"
    )


def downgrade() -> None:
    op.drop_column("product", "manual_by_staff")

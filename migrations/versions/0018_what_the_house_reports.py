"""The house may report something itself, once."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

ONCE, COLUMNS = "uq_report_subject_reporter_id", ["subject", "reporter_id"]


def upgrade() -> None:
    op.alter_column("report", "reporter_id", existing_type=sa.BigInteger(), nullable=True)
    op.drop_constraint(ONCE, "report", type_="unique")
    op.create_unique_constraint(ONCE, "report", COLUMNS, postgresql_nulls_not_distinct=True)


def downgrade() -> None:
    op.execute("DELETE FROM report WHERE reporter_id IS NULL")
    op.drop_constraint(ONCE, "report", type_="unique")
    op.create_unique_constraint(ONCE, "report", COLUMNS)
    op.alter_column("report", "reporter_id", existing_type=sa.BigInteger(), nullable=False)

"""Who may not sell, and what is withheld with them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIVE, UNIT = "uq_listing_unit_live", "unit_id IS NOT NULL AND state IN ({})"
STATES = "'submitted', 'published', 'reserved'"
# Whoever is suspended is so because their name is not verified any more, or because staff said so.
CAUSES = """
UPDATE seller SET barred = CASE WHEN EXISTS (
    SELECT FROM verification v WHERE v.person_id = seller.person_id AND v.state = 'approved'
) THEN '["desk"]'::jsonb ELSE '["name"]'::jsonb END WHERE state = 'suspended'
"""


def upgrade() -> None:
    empty = sa.text("'[]'::jsonb")
    op.add_column("seller", sa.Column("barred", postgresql.JSONB(), nullable=False, server_default=empty))
    op.add_column("photo", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("seller", "barred", server_default=None)
    op.alter_column("photo", "withheld", server_default=None)
    op.execute(CAUSES)
    op.execute("UPDATE listing SET published_at = NULL WHERE state = 'submitted'")
    _unit_index(f"{STATES}, 'withheld'")


def downgrade() -> None:
    op.execute("UPDATE listing SET state = 'draft' WHERE state = 'withheld'")
    _unit_index(STATES)
    op.drop_column("photo", "withheld")
    op.drop_column("seller", "barred")


def _unit_index(states: str) -> None:
    op.drop_index(LIVE, table_name="listing")
    op.create_index(
        LIVE, "listing", ["unit_id"], unique=True, postgresql_where=sa.text(UNIT.format(states))
    )

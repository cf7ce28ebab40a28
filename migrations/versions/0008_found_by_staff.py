"""Indexes for what staff and suppliers look for: names, article numbers, products off the shelf."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_person_name", "person", sa.text("lower(display_name) text_pattern_ops"), None),
    ("ix_product_hidden", "product", "id", "hidden"),
    ("ix_product_off", "product", "id", "NOT on_shelf AND NOT hidden"),
    ("ix_offer_sku", "offer", sa.text("lower(sku) text_pattern_ops"), "sku <> ''"),
)


def upgrade() -> None:
    for name, table, column, where in INDEXES:
        op.create_index(name, table, [column], postgresql_where=sa.text(where) if where else None)


def downgrade() -> None:
    for name, table, *_ in reversed(INDEXES):
        op.drop_index(name, table_name=table)

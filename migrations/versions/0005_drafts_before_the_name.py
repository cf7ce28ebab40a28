"""Let people draft a listing before their name is verified; only sellers can submit it."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NAME = "fk_listing_seller_id"


def upgrade() -> None:
    op.drop_constraint(op.f(NAME), "listing", type_="foreignkey")
    op.create_foreign_key(op.f(NAME), "listing", "person", ["seller_id"], ["id"])


def downgrade() -> None:
    op.execute("DELETE FROM listing WHERE seller_id NOT IN (SELECT person_id FROM seller)")
    op.drop_constraint(op.f(NAME), "listing", type_="foreignkey")
    op.create_foreign_key(op.f(NAME), "listing", "seller", ["seller_id"], ["person_id"])

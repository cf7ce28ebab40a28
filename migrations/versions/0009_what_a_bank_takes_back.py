"""What a bank takes back, and when an order's price was given back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# When it happened stands in the history alone until now.
GIVEN_BACK = """
UPDATE "order" o SET given_back_at = c.at FROM state_change c
WHERE o.state = 'refunded' AND c.subject = 'order' AND c.subject_id = o.id AND c.became = 'refunded'
"""


def upgrade() -> None:
    op.create_table(
        "chargeback",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_dispute", sa.String(length=120), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_chargeback_amount_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_chargeback_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chargeback")),
        sa.UniqueConstraint("number", name=op.f("uq_chargeback_number")),
        sa.UniqueConstraint("provider_dispute", name=op.f("uq_chargeback_provider_dispute")),
    )
    op.create_index(op.f("ix_chargeback_payment_id"), "chargeback", ["payment_id"], unique=False)
    op.create_index(
        "uq_chargeback_open",
        "chargeback",
        ["payment_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column(
        "order", sa.Column("charged_back", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column("order", sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("order", sa.Column("given_back_at", sa.DateTime(timezone=True), nullable=True))
    op.create_check_constraint(
        op.f("ck_order_charged_back_within"), "order", "charged_back >= 0 AND charged_back <= refunded"
    )
    op.execute(GIVEN_BACK)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_order_charged_back_within"), "order", type_="check")
    op.drop_column("order", "given_back_at")
    op.drop_column("order", "disputed_at")
    op.drop_column("order", "charged_back")
    op.drop_index("uq_chargeback_open", table_name="chargeback", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_chargeback_payment_id"), table_name="chargeback")
    op.drop_table("chargeback")

"""Who asked for a code, what was changed, letters, provider fees, connected accounts, holidays."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "one_time_code", sa.Column("asked_from", sa.String(length=45), server_default="", nullable=False)
    )
    op.alter_column("one_time_code", "asked_from", server_default=None)
    op.create_table(
        "proof_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("was", sa.String(length=254), nullable=True),
        sa.Column("had_second_step", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proof_change_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_change")),
    )
    op.create_index(op.f("ix_proof_change_person_id"), "proof_change", ["person_id"], unique=False)
    op.alter_column("notice", "person_id", existing_type=sa.BigInteger(), nullable=True)
    op.add_column("delivery", sa.Column("to", sa.String(length=254), nullable=True))
    op.add_column("delivery", sa.Column("language", sa.String(length=2), nullable=True))
    op.add_column(
        "supplier", sa.Column("payouts_enabled", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.alter_column("supplier", "payouts_enabled", server_default=None)
    op.add_column("payment", sa.Column("fee", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_payment_fee",
        "payment",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'succeeded' AND fee IS NULL"),
    )
    op.create_table(
        "dial_day",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "day", name=op.f("pk_dial_day")),
    )


def downgrade() -> None:
    op.drop_table("dial_day")
    op.drop_index("ix_payment_fee", table_name="payment")
    op.drop_column("payment", "fee")
    op.drop_column("supplier", "payouts_enabled")
    op.drop_column("delivery", "language")
    op.drop_column("delivery", "to")
    op.execute("DELETE FROM delivery USING notice WHERE notice.id = notice_id AND person_id IS NULL")
    op.execute("DELETE FROM notice WHERE person_id IS NULL")
    op.alter_column("notice", "person_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("proof_change")
    op.drop_column("one_time_code", "asked_from")

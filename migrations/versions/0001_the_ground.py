"""The ground: every table of the first house."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "category",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("drawing", sa.String(length=30), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["category.id"], name=op.f("fk_category_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
    )
    op.create_index(op.f("ix_category_parent_id"), "category", ["parent_id"], unique=False)
    op.create_table(
        "dial_setting",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_dial_setting")),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("memo", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_entry_key")),
    )
    op.create_table(
        "one_time_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
    )
    op.create_index("ix_one_time_code_contact", "one_time_code", ["contact", "purpose", "id"], unique=False)
    op.create_index(
        "ix_one_time_code_unsent",
        "one_time_code",
        ["send_at"],
        unique=False,
        postgresql_where=sa.text("send_at IS NOT NULL"),
    )
    op.create_table(
        "outbox_fact",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("queue", sa.String(length=20), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_fact")),
    )
    op.create_index(
        "ix_outbox_fact_undone",
        "outbox_fact",
        ["handed_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_outbox_fact_unhanded",
        "outbox_fact",
        ["id"],
        unique=False,
        postgresql_where=sa.text("handed_at IS NULL AND done_at IS NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("phone_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("totp_secret", sa.String(length=200), nullable=True),
        sa.Column("totp_last_step", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("preferences", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("phone", name=op.f("uq_person_phone")),
    )
    op.create_index("uq_person_email", "person", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "provider_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_event")),
        sa.UniqueConstraint("provider", "event_id", name=op.f("uq_provider_event_provider_event_id")),
    )
    op.create_index(
        "ix_provider_event_unhandled",
        "provider_event",
        ["id"],
        unique=False,
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("stubs", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index("ix_search_word_stubs", "search_word", ["stubs"], unique=False, postgresql_using="gin")
    op.create_table(
        "staff_role",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("permissions", postgresql.ARRAY(sa.String(length=40)), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_role")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_role_name")),
    )
    op.create_table(
        "state_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("was", sa.String(length=40), nullable=False),
        sa.Column("became", sa.String(length=40), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor_role", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    op.create_index("ix_state_change_subject", "state_change", ["subject", "subject_id", "id"], unique=False)
    op.create_table(
        "supplier",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("provider_account", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier")),
        sa.UniqueConstraint("slug", name=op.f("uq_supplier_slug")),
    )
    op.create_table(
        "address",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("recipient", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("district", sa.String(length=60), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("postcode", sa.String(length=12), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_person_id"), "address", ["person_id"], unique=False)
    op.create_index(
        "uq_address_default",
        "address",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("is_default AND deleted_at IS NULL"),
    )
    op.create_table(
        "attribute",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("label", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit", sa.String(length=12), nullable=False),
        sa.Column("choices", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("better", sa.String(length=4), nullable=False),
        sa.Column("facet", sa.Boolean(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_attribute_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribute")),
        sa.UniqueConstraint("category_id", "code", name=op.f("uq_attribute_category_id_code")),
    )
    op.create_index(op.f("ix_attribute_category_id"), "attribute", ["category_id"], unique=False)
    op.create_table(
        "cart",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("guest_key", sa.String(length=60), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (guest_key IS NULL)", name=op.f("ck_cart_one_owner")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_cart_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart")),
        sa.UniqueConstraint("guest_key", name=op.f("uq_cart_guest_key")),
        sa.UniqueConstraint("person_id", name=op.f("uq_cart_person_id")),
    )
    op.create_table(
        "checkout",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("replay_key", sa.String(length=60), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["buyer_id"], ["person.id"], name=op.f("fk_checkout_buyer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkout")),
        sa.UniqueConstraint("buyer_id", "replay_key", name=op.f("uq_checkout_buyer_id_replay_key")),
        sa.UniqueConstraint("number", name=op.f("uq_checkout_number")),
    )
    op.create_table(
        "commission_rule",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("basis_points", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("basis_points BETWEEN 0 AND 5000", name=op.f("ck_commission_rule_rate_sane")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_commission_rule_category_id")
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_commission_rule_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commission_rule")),
    )
    op.create_index(
        "uq_commission_rule_live",
        "commission_rule",
        ["supplier_id", "category_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "facet_value",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_facet_value_category_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facet_value")),
        sa.UniqueConstraint(
            "category_id", "code", "value", name=op.f("uq_facet_value_category_id_code_value")
        ),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("mapping", sa.String(length=30), nullable=False),
        sa.Column("rules", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("rows_total", sa.Integer(), nullable=False),
        sa.Column("rows_done", sa.Integer(), nullable=False),
        sa.Column("rows_new", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("errors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_import_batch_person_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_import_batch_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
        sa.UniqueConstraint("number", name=op.f("uq_import_batch_number")),
    )
    op.create_index(op.f("ix_import_batch_supplier_id"), "import_batch", ["supplier_id"], unique=False)
    op.create_table(
        "ledger_line",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(length=20), nullable=False),
        sa.Column("party", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.String(length=3), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_ledger_line_moves_something")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_ledger_line_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_line")),
    )
    op.create_index(
        "ix_ledger_line_account_party",
        "ledger_line",
        ["account", "party", "id"],
        unique=False,
        postgresql_include=["unit", "amount"],
    )
    op.create_index(op.f("ix_ledger_line_entry_id"), "ledger_line", ["entry_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index("ix_notice_person", "notice", ["person_id", sa.literal_column("id DESC")], unique=False)
    op.create_index(
        "ix_notice_unread", "notice", ["person_id"], unique=False, postgresql_where=sa.text("read_at IS NULL")
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("payer_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("provider_session", sa.String(length=120), nullable=True),
        sa.Column("provider_intent", sa.String(length=120), nullable=True),
        sa.Column("provider_charge", sa.String(length=120), nullable=True),
        sa.Column("pay_url", sa.Text(), nullable=True),
        sa.Column("captured", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payment_amount_positive")),
        sa.CheckConstraint("refunded >= 0 AND refunded <= captured", name=op.f("ck_payment_refunded_within")),
        sa.ForeignKeyConstraint(["payer_id"], ["person.id"], name=op.f("fk_payment_payer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sa.UniqueConstraint("provider_charge", name=op.f("uq_payment_provider_charge")),
        sa.UniqueConstraint("provider_intent", name=op.f("uq_payment_provider_intent")),
        sa.UniqueConstraint("provider_session", name=op.f("uq_payment_provider_session")),
        sa.UniqueConstraint("reference", name=op.f("uq_payment_reference")),
    )
    op.create_index(
        "ix_payment_open",
        "payment",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('intended', 'opened')"),
    )
    op.create_index(op.f("ix_payment_payer_id"), "payment", ["payer_id"], unique=False)
    op.create_index(
        "ix_payment_unsettled",
        "payment",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'succeeded' AND settled_at IS NULL"),
    )
    op.create_table(
        "payout",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("provider_transfer", sa.String(length=120), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("replay_key", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payout_amount_positive")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_payout_asked_by")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_payout_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout")),
        sa.UniqueConstraint("number", name=op.f("uq_payout_number")),
        sa.UniqueConstraint("provider_transfer", name=op.f("uq_payout_provider_transfer")),
        sa.UniqueConstraint("supplier_id", "replay_key", name=op.f("uq_payout_supplier_id_replay_key")),
    )
    op.create_index(
        "ix_payout_open", "payout", ["id"], unique=False, postgresql_where=sa.text("state = 'intended'")
    )
    op.create_index(
        "ix_payout_supplier", "payout", ["supplier_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_table(
        "preference",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("group", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_preference_person_id")),
        sa.PrimaryKeyConstraint("person_id", "group", "channel", name=op.f("pk_preference")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("department_id", sa.BigInteger(), nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=False),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("energy_kwh_year", sa.Numeric(precision=8, scale=1), nullable=True),
        sa.Column("hidden", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("on_shelf", sa.Boolean(), nullable=False),
        sa.Column("price_from", sa.BigInteger(), nullable=False),
        sa.Column("in_stock", sa.Boolean(), nullable=False),
        sa.Column("offers", sa.SmallInteger(), nullable=False),
        sa.Column("score_sum", sa.Integer(), nullable=False),
        sa.Column("score_count", sa.Integer(), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=False),
        sa.Column("known_elsewhere", sa.Integer(), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("price_from >= 0", name=op.f("ck_product_price_not_negative")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_product_category_id")),
        sa.ForeignKeyConstraint(["department_id"], ["category.id"], name=op.f("fk_product_department_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sa.UniqueConstraint("brand", "model", name=op.f("uq_product_brand_model")),
        sa.UniqueConstraint("slug", name=op.f("uq_product_slug")),
    )
    op.create_index(
        "ix_product_all_newest",
        "product",
        [sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_all_popular",
        "product",
        [sa.literal_column("popularity DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_all_price",
        "product",
        ["price_from", "id"],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_category_newest",
        "product",
        ["category_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_category_popular",
        "product",
        ["category_id", sa.literal_column("popularity DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_category_price",
        "product",
        ["category_id", "price_from", "id"],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_department_newest",
        "product",
        ["department_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_department_popular",
        "product",
        ["department_id", sa.literal_column("popularity DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_department_price",
        "product",
        ["department_id", "price_from", "id"],
        unique=False,
        postgresql_where=sa.text("on_shelf"),
    )
    op.create_index(
        "ix_product_search",
        "product",
        ["search"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_recovery_code_person_id_code_hash")),
    )
    op.create_table(
        "staff",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_person_id")),
        sa.ForeignKeyConstraint(["role_id"], ["staff_role.id"], name=op.f("fk_staff_role_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_staff")),
    )
    op.create_table(
        "warehouse",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_warehouse_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouse")),
        sa.UniqueConstraint("supplier_id", "code", name=op.f("uq_warehouse_supplier_id_code")),
    )
    op.create_index(op.f("ix_warehouse_supplier_id"), "warehouse", ["supplier_id"], unique=False)
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("agent", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_web_session_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_web_session_public_id")),
    )
    op.create_index(op.f("ix_web_session_expires_at"), "web_session", ["expires_at"], unique=False)
    op.create_index(op.f("ix_web_session_person_id"), "web_session", ["person_id"], unique=False)
    op.create_table(
        "work_account",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_work_account_person_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_work_account_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_account")),
        sa.UniqueConstraint("supplier_id", "person_id", name=op.f("uq_work_account_supplier_id_person_id")),
    )
    op.create_index(op.f("ix_work_account_person_id"), "work_account", ["person_id"], unique=False)
    op.create_index(op.f("ix_work_account_supplier_id"), "work_account", ["supplier_id"], unique=False)
    op.create_table(
        "work_invitation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_work_invitation_invited_by")),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["supplier.id"], name=op.f("fk_work_invitation_supplier_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_invitation")),
    )
    op.create_index(
        "ix_work_invitation_email",
        "work_invitation",
        ["email"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "uq_work_invitation_waiting",
        "work_invitation",
        ["supplier_id", "email"],
        unique=True,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("notice_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_delivery_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("notice_id", "channel", name=op.f("uq_delivery_notice_id_channel")),
    )
    op.create_index(
        "ix_delivery_due",
        "delivery",
        ["due_at", "id"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.String(length=60), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("price_rule", sa.String(length=20), nullable=False),
        sa.Column("cost_price", sa.BigInteger(), nullable=True),
        sa.Column("shipping", sa.BigInteger(), nullable=False),
        sa.Column("warranty_months", sa.SmallInteger(), nullable=False),
        sa.Column("delivery_days", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("cost_price IS NULL OR cost_price >= 0", name=op.f("ck_offer_cost_not_negative")),
        sa.CheckConstraint("price > 0", name=op.f("ck_offer_price_positive")),
        sa.CheckConstraint("shipping >= 0", name=op.f("ck_offer_shipping_not_negative")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_offer_product_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_offer_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("product_id", "supplier_id", name=op.f("uq_offer_product_id_supplier_id")),
    )
    op.create_index("ix_offer_supplier", "offer", ["supplier_id", sa.literal_column("id DESC")], unique=False)
    op.create_table(
        "order",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("checkout_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("goods", sa.BigInteger(), nullable=False),
        sa.Column("shipping", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("commission_basis_points", sa.SmallInteger(), nullable=False),
        sa.Column("commission_rule_id", sa.BigInteger(), nullable=True),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pay_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accept_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ship_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "commission >= 0 AND commission <= total", name=op.f("ck_order_commission_within")
        ),
        sa.CheckConstraint("refunded >= 0 AND refunded <= total", name=op.f("ck_order_refunded_within")),
        sa.CheckConstraint("total = goods + shipping AND total > 0", name=op.f("ck_order_adds_up")),
        sa.ForeignKeyConstraint(["buyer_id"], ["person.id"], name=op.f("fk_order_buyer_id")),
        sa.ForeignKeyConstraint(["checkout_id"], ["checkout.id"], name=op.f("fk_order_checkout_id")),
        sa.ForeignKeyConstraint(
            ["commission_rule_id"], ["commission_rule.id"], name=op.f("fk_order_commission_rule_id")
        ),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_order_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order")),
        sa.UniqueConstraint("number", name=op.f("uq_order_number")),
    )
    op.create_index("ix_order_buyer", "order", ["buyer_id", sa.literal_column("id DESC")], unique=False)
    op.create_index(op.f("ix_order_checkout_id"), "order", ["checkout_id"], unique=False)
    op.create_index(
        "ix_order_due_accept_by",
        "order",
        ["accept_by"],
        unique=False,
        postgresql_where=sa.text("state = 'paid'"),
    )
    op.create_index(
        "ix_order_due_claim_until",
        "order",
        ["claim_until"],
        unique=False,
        postgresql_where=sa.text("state = 'delivered'"),
    )
    op.create_index(
        "ix_order_due_hold_until",
        "order",
        ["hold_until"],
        unique=False,
        postgresql_where=sa.text("hold_until IS NOT NULL"),
    )
    op.create_index(
        "ix_order_due_pay_by", "order", ["pay_by"], unique=False, postgresql_where=sa.text("state = 'placed'")
    )
    op.create_index(
        "ix_order_due_remind_at",
        "order",
        ["remind_at"],
        unique=False,
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )
    op.create_index(
        "ix_order_due_ship_by",
        "order",
        ["ship_by"],
        unique=False,
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index("ix_order_placed_at", "order", ["placed_at"], unique=False, postgresql_using="brin")
    op.create_index(
        "ix_order_received", "order", ["id"], unique=False, postgresql_where=sa.text("state = 'received'")
    )
    op.create_index("ix_order_state", "order", ["state", sa.literal_column("id DESC")], unique=False)
    op.create_index(
        "ix_order_supplier", "order", ["supplier_id", "state", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_order_supplier_paid",
        "order",
        ["supplier_id", "paid_at"],
        unique=False,
        postgresql_where=sa.text("paid_at IS NOT NULL"),
    )
    op.create_table(
        "refund",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("payment_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("provider_refund", sa.String(length=120), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_amount_positive")),
        sa.ForeignKeyConstraint(["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
        sa.UniqueConstraint("number", name=op.f("uq_refund_number")),
        sa.UniqueConstraint("provider_refund", name=op.f("uq_refund_provider_refund")),
        sa.UniqueConstraint("reference", "reason", name=op.f("uq_refund_reference_reason")),
    )
    op.create_index(
        "ix_refund_open", "refund", ["id"], unique=False, postgresql_where=sa.text("state <> 'done'")
    )
    op.create_index(op.f("ix_refund_payment_id"), "refund", ["payment_id"], unique=False)
    op.create_index(op.f("ix_refund_reference"), "refund", ["reference"], unique=False)
    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=True),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("sold_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("warranty_months", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_unit_owner_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_unit_product_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_unit_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("product_id", "serial", name=op.f("uq_unit_product_id_serial")),
    )
    op.create_index(op.f("ix_unit_order_number"), "unit", ["order_number"], unique=False)
    op.create_index(op.f("ix_unit_owner_id"), "unit", ["owner_id"], unique=False)
    op.create_table(
        "cart_line",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("cart_id", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=False),
        sa.Column("saved_for_later", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 99", name=op.f("ck_cart_line_quantity_sane")),
        sa.ForeignKeyConstraint(
            ["cart_id"], ["cart.id"], name=op.f("fk_cart_line_cart_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_cart_line_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart_line")),
        sa.UniqueConstraint("cart_id", "offer_id", name=op.f("uq_cart_line_cart_id_offer_id")),
    )
    op.create_table(
        "order_line",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("model", sa.String(length=140), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("warranty_months", sa.SmallInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("commission_basis_points", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 99", name=op.f("ck_order_line_quantity_sane")),
        sa.CheckConstraint("unit_price > 0", name=op.f("ck_order_line_price_positive")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_order_line_offer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_order_line_order_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_order_line_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
        sa.UniqueConstraint("order_id", "offer_id", name=op.f("uq_order_line_order_id_offer_id")),
    )
    op.create_index(op.f("ix_order_line_order_id"), "order_line", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_line_product_id"), "order_line", ["product_id"], unique=False)
    op.create_table(
        "refund_request",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refund_request_amount_positive")),
        sa.CheckConstraint("decided_by <> asked_by", name=op.f("ck_refund_request_four_eyes")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_refund_request_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_refund_request_decided_by")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_refund_request_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund_request")),
        sa.UniqueConstraint("key", name=op.f("uq_refund_request_key")),
    )
    op.create_index(
        "ix_refund_request_asked",
        "refund_request",
        ["id"],
        unique=False,
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index(op.f("ix_refund_request_order_id"), "refund_request", ["order_id"], unique=False)
    op.create_table(
        "shipment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier", sa.String(length=20), nullable=False),
        sa.Column("tracking_number", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_shipment_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipment")),
        sa.UniqueConstraint("carrier", "tracking_number", name=op.f("uq_shipment_carrier_tracking_number")),
        sa.UniqueConstraint("order_id", name=op.f("uq_shipment_order_id")),
    )
    op.create_index(
        "ix_shipment_under_way",
        "shipment",
        ["checked_at"],
        unique=False,
        postgresql_where=sa.text("state = 'under_way'"),
    )
    op.create_table(
        "stock",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("warehouse_id", sa.BigInteger(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_on_hand_not_negative")),
        sa.CheckConstraint("reserved >= 0 AND reserved <= on_hand", name=op.f("ck_stock_reserved_within")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_stock_offer_id")),
        sa.ForeignKeyConstraint(["warehouse_id"], ["warehouse.id"], name=op.f("fk_stock_warehouse_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        sa.UniqueConstraint("offer_id", "warehouse_id", name=op.f("uq_stock_offer_id_warehouse_id")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("supplier_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_by", sa.BigInteger(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_review_stars_sane")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_line.id"], name=op.f("fk_review_order_line_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_review_product_id")),
        sa.ForeignKeyConstraint(["replied_by"], ["person.id"], name=op.f("fk_review_replied_by")),
        sa.ForeignKeyConstraint(["supplier_id"], ["supplier.id"], name=op.f("fk_review_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("order_line_id", name=op.f("uq_review_order_line_id")),
    )
    op.create_index(
        "ix_review_product",
        "review",
        ["product_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'shown'"),
    )
    op.create_index(
        "ix_review_supplier", "review", ["supplier_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_index(
        "ix_review_unanswered",
        "review",
        ["supplier_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("reply IS NULL AND state = 'shown'"),
    )
    op.create_table(
        "stock_hold",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("stock_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_stock_hold_holds_something")),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_stock_hold_stock_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_hold")),
    )
    op.create_index(op.f("ix_stock_hold_holder"), "stock_hold", ["holder"], unique=False)
    op.create_index(
        "ix_stock_hold_live",
        "stock_hold",
        ["stock_id"],
        unique=False,
        postgresql_where=sa.text("state = 'held'"),
    )
    op.create_index(op.f("ix_stock_hold_stock_id"), "stock_hold", ["stock_id"], unique=False)
    op.create_table(
        "stock_movement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("stock_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["stock_id"], ["stock.id"], name=op.f("fk_stock_movement_stock_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_movement")),
    )
    op.create_index(op.f("ix_stock_movement_stock_id"), "stock_movement", ["stock_id"], unique=False)
    op.create_table(
        "tracking_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False),
        sa.Column("carrier_event", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipment.id"], name=op.f("fk_tracking_event_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_event")),
        sa.UniqueConstraint(
            "shipment_id", "carrier_event", name=op.f("uq_tracking_event_shipment_id_carrier_event")
        ),
    )


def downgrade() -> None:
    op.drop_table("tracking_event")
    op.drop_index(op.f("ix_stock_movement_stock_id"), table_name="stock_movement")
    op.drop_table("stock_movement")
    op.drop_index(op.f("ix_stock_hold_stock_id"), table_name="stock_hold")
    op.drop_index("ix_stock_hold_live", table_name="stock_hold", postgresql_where=sa.text("state = 'held'"))
    op.drop_index(op.f("ix_stock_hold_holder"), table_name="stock_hold")
    op.drop_table("stock_hold")
    op.drop_index(
        "ix_review_unanswered",
        table_name="review",
        postgresql_where=sa.text("reply IS NULL AND state = 'shown'"),
    )
    op.drop_index("ix_review_supplier", table_name="review")
    op.drop_index("ix_review_product", table_name="review", postgresql_where=sa.text("state = 'shown'"))
    op.drop_table("review")
    op.drop_table("stock")
    op.drop_index(
        "ix_shipment_under_way", table_name="shipment", postgresql_where=sa.text("state = 'under_way'")
    )
    op.drop_table("shipment")
    op.drop_index(op.f("ix_refund_request_order_id"), table_name="refund_request")
    op.drop_index(
        "ix_refund_request_asked", table_name="refund_request", postgresql_where=sa.text("state = 'asked'")
    )
    op.drop_table("refund_request")
    op.drop_index(op.f("ix_order_line_product_id"), table_name="order_line")
    op.drop_index(op.f("ix_order_line_order_id"), table_name="order_line")
    op.drop_table("order_line")
    op.drop_table("cart_line")
    op.drop_index(op.f("ix_unit_owner_id"), table_name="unit")
    op.drop_index(op.f("ix_unit_order_number"), table_name="unit")
    op.drop_table("unit")
    op.drop_index(op.f("ix_refund_reference"), table_name="refund")
    op.drop_index(op.f("ix_refund_payment_id"), table_name="refund")
    op.drop_index("ix_refund_open", table_name="refund", postgresql_where=sa.text("state <> 'done'"))
    op.drop_table("refund")
    op.drop_index(
        "ix_order_supplier_paid", table_name="order", postgresql_where=sa.text("paid_at IS NOT NULL")
    )
    op.drop_index("ix_order_supplier", table_name="order")
    op.drop_index("ix_order_state", table_name="order")
    op.drop_index("ix_order_received", table_name="order", postgresql_where=sa.text("state = 'received'"))
    op.drop_index("ix_order_placed_at", table_name="order", postgresql_using="brin")
    op.drop_index("ix_order_due_ship_by", table_name="order", postgresql_where=sa.text("state = 'accepted'"))
    op.drop_index(
        "ix_order_due_remind_at", table_name="order", postgresql_where=sa.text("remind_at IS NOT NULL")
    )
    op.drop_index("ix_order_due_pay_by", table_name="order", postgresql_where=sa.text("state = 'placed'"))
    op.drop_index(
        "ix_order_due_hold_until", table_name="order", postgresql_where=sa.text("hold_until IS NOT NULL")
    )
    op.drop_index(
        "ix_order_due_claim_until", table_name="order", postgresql_where=sa.text("state = 'delivered'")
    )
    op.drop_index("ix_order_due_accept_by", table_name="order", postgresql_where=sa.text("state = 'paid'"))
    op.drop_index(op.f("ix_order_checkout_id"), table_name="order")
    op.drop_index("ix_order_buyer", table_name="order")
    op.drop_table("order")
    op.drop_index("ix_offer_supplier", table_name="offer")
    op.drop_table("offer")
    op.drop_index(
        "ix_delivery_due", table_name="delivery", postgresql_where=sa.text("state IN ('waiting', 'sending')")
    )
    op.drop_table("delivery")
    op.drop_index(
        "uq_work_invitation_waiting",
        table_name="work_invitation",
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_work_invitation_email",
        table_name="work_invitation",
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_table("work_invitation")
    op.drop_index(op.f("ix_work_account_supplier_id"), table_name="work_account")
    op.drop_index(op.f("ix_work_account_person_id"), table_name="work_account")
    op.drop_table("work_account")
    op.drop_index(op.f("ix_web_session_person_id"), table_name="web_session")
    op.drop_index(op.f("ix_web_session_expires_at"), table_name="web_session")
    op.drop_table("web_session")
    op.drop_index(op.f("ix_warehouse_supplier_id"), table_name="warehouse")
    op.drop_table("warehouse")
    op.drop_table("staff")
    op.drop_table("recovery_code")
    op.drop_index(
        "ix_product_search",
        table_name="product",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.drop_index("ix_product_department_price", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_department_popular", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_department_newest", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_category_price", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_category_popular", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_category_newest", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_all_price", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_all_popular", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_index("ix_product_all_newest", table_name="product", postgresql_where=sa.text("on_shelf"))
    op.drop_table("product")
    op.drop_table("preference")
    op.drop_index("ix_payout_supplier", table_name="payout")
    op.drop_index("ix_payout_open", table_name="payout", postgresql_where=sa.text("state = 'intended'"))
    op.drop_table("payout")
    op.drop_index(
        "ix_payment_unsettled",
        table_name="payment",
        postgresql_where=sa.text("state = 'succeeded' AND settled_at IS NULL"),
    )
    op.drop_index(op.f("ix_payment_payer_id"), table_name="payment")
    op.drop_index(
        "ix_payment_open", table_name="payment", postgresql_where=sa.text("state IN ('intended', 'opened')")
    )
    op.drop_table("payment")
    op.drop_index("ix_notice_unread", table_name="notice", postgresql_where=sa.text("read_at IS NULL"))
    op.drop_index("ix_notice_person", table_name="notice")
    op.drop_table("notice")
    op.drop_index(op.f("ix_ledger_line_entry_id"), table_name="ledger_line")
    op.drop_index(
        "ix_ledger_line_account_party", table_name="ledger_line", postgresql_include=["unit", "amount"]
    )
    op.drop_table("ledger_line")
    op.drop_index(op.f("ix_import_batch_supplier_id"), table_name="import_batch")
    op.drop_table("import_batch")
    op.drop_table("facet_value")
    op.drop_index(
        "uq_commission_rule_live",
        table_name="commission_rule",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("commission_rule")
    op.drop_table("checkout")
    op.drop_table("cart")
    op.drop_index(op.f("ix_attribute_category_id"), table_name="attribute")
    op.drop_table("attribute")
    op.drop_index(
        "uq_address_default",
        table_name="address",
        postgresql_where=sa.text("is_default AND deleted_at IS NULL"),
    )
    op.drop_index(op.f("ix_address_person_id"), table_name="address")
    op.drop_table("address")
    op.drop_table("supplier")
    op.drop_index("ix_state_change_subject", table_name="state_change")
    op.drop_table("state_change")
    op.drop_table("staff_role")
    op.drop_index("ix_search_word_stubs", table_name="search_word", postgresql_using="gin")
    op.drop_table("search_word")
    op.drop_index(
        "ix_provider_event_unhandled",
        table_name="provider_event",
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.drop_table("provider_event")
    op.drop_index("uq_person_email", table_name="person")
    op.drop_table("person")
    op.drop_index(
        "ix_outbox_fact_unhanded",
        table_name="outbox_fact",
        postgresql_where=sa.text("handed_at IS NULL AND done_at IS NULL"),
    )
    op.drop_index(
        "ix_outbox_fact_undone", table_name="outbox_fact", postgresql_where=sa.text("done_at IS NULL")
    )
    op.drop_table("outbox_fact")
    op.drop_index(
        "ix_one_time_code_unsent", table_name="one_time_code", postgresql_where=sa.text("send_at IS NOT NULL")
    )
    op.drop_index("ix_one_time_code_contact", table_name="one_time_code")
    op.drop_table("one_time_code")
    op.drop_table("ledger_entry")
    op.drop_table("dial_setting")
    op.drop_index(op.f("ix_category_parent_id"), table_name="category")
    op.drop_table("category")

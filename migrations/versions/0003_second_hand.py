"""Second-hand: photos, sellers, listings, proposals, conversations, cases, hand-overs."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What autogenerate does not see: checks on tables that were there before.
CHECKS = (
    ("order", "adds_up", "total = goods + shipping + services AND total > 0"),
    ("order", "one_payee", "num_nonnulls(supplier_id, seller_id) = 1"),
    ("order_line", "one_thing", "num_nonnulls(offer_id, listing_id) = 1"),
    ("payout", "one_payee", "num_nonnulls(supplier_id, seller_id) = 1"),
)
APPEND_ONLY = ("case_entry", "document_view", "unit_event")


def upgrade() -> None:
    op.create_table(
        "recall",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recall")),
        sa.UniqueConstraint("brand", "model", name=op.f("uq_recall_brand_model")),
    )
    op.create_table(
        "appeal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_appeal_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_appeal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
    )
    op.create_index(
        "ix_appeal_open", "appeal", ["id"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(op.f("ix_appeal_person_id"), "appeal", ["person_id"], unique=False)
    op.create_index(
        "uq_appeal_open", "appeal", ["subject"], unique=True, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "block",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("blocked_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("person_id <> blocked_id", name=op.f("ck_block_not_oneself")),
        sa.ForeignKeyConstraint(["blocked_id"], ["person.id"], name=op.f("fk_block_blocked_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_block_person_id")),
        sa.PrimaryKeyConstraint("person_id", "blocked_id", name=op.f("pk_block")),
    )
    op.create_index(op.f("ix_block_blocked_id"), "block", ["blocked_id"], unique=False)
    op.create_table(
        "conversation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("dealt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("buyer_read", sa.BigInteger(), nullable=False),
        sa.Column("seller_read", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("buyer_id <> seller_id", name=op.f("ck_conversation_two_people")),
        sa.ForeignKeyConstraint(["buyer_id"], ["person.id"], name=op.f("fk_conversation_buyer_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["person.id"], name=op.f("fk_conversation_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("number", name=op.f("uq_conversation_number")),
        sa.UniqueConstraint("subject", "buyer_id", name=op.f("uq_conversation_subject_buyer_id")),
    )
    op.create_index(
        "ix_conversation_buyer",
        "conversation",
        ["buyer_id", sa.literal_column("last_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_conversation_seller",
        "conversation",
        ["seller_id", sa.literal_column("last_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_table(
        "photo",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("source_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("sizes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("looks", sa.BigInteger(), nullable=True),
        sa.Column("bands", postgresql.ARRAY(sa.INTEGER()), nullable=True),
        sa.Column("refusal", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source_bytes > 0", name=op.f("ck_photo_has_bytes")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_photo_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
        sa.UniqueConstraint("token", name=op.f("uq_photo_token")),
    )
    op.create_index("ix_photo_bands", "photo", ["bands"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_photo_holder",
        "photo",
        ["holder", "position", "id"],
        unique=False,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index("ix_photo_owner", "photo", ["owner_id", sa.literal_column("id DESC")], unique=False)
    op.create_index(
        "ix_photo_removed",
        "photo",
        ["removed_at"],
        unique=False,
        postgresql_where=sa.text("removed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_photo_waiting", "photo", ["id"], unique=False, postgresql_where=sa.text("state = 'received'")
    )
    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("against_id", sa.BigInteger(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["against_id"], ["person.id"], name=op.f("fk_report_against_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_report_decided_by")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("subject", "reporter_id", name=op.f("uq_report_subject_reporter_id")),
    )
    op.create_index(op.f("ix_report_against_id"), "report", ["against_id"], unique=False)
    op.create_index(
        "ix_report_open", "report", ["id"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_search_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_next_at"), "saved_search", ["next_at"], unique=False)
    op.create_index(op.f("ix_saved_search_person_id"), "saved_search", ["person_id"], unique=False)
    op.create_table(
        "seller",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("handle", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("company_name", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("provider_account", sa.String(length=60), nullable=True),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("sold", sa.Integer(), nullable=False),
        sa.Column("score_sum", sa.Integer(), nullable=False),
        sa.Column("score_count", sa.Integer(), nullable=False),
        sa.Column("answers_in_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seller_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_seller")),
        sa.UniqueConstraint("handle", name=op.f("uq_seller_handle")),
    )
    op.create_table(
        "strike",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("given_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_strike_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_strike_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strike")),
        sa.UniqueConstraint("person_id", "subject", name=op.f("uq_strike_person_id_subject")),
    )
    op.create_index(op.f("ix_strike_person_id"), "strike", ["person_id"], unique=False)
    op.create_table(
        "verification",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("identity_sealed", sa.Text(), nullable=False),
        sa.Column("identity_hash", sa.LargeBinary(), nullable=False),
        sa.Column("identity_tail", sa.String(length=4), nullable=False),
        sa.Column("company_name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("says", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("reason_words", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_verification_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_verification_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sa.UniqueConstraint("number", name=op.f("uq_verification_number")),
    )
    op.create_index(op.f("ix_verification_person_id"), "verification", ["person_id"], unique=False)
    op.create_index(
        "ix_verification_waiting",
        "verification",
        ["submitted_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "uq_verification_identity",
        "verification",
        ["identity_hash"],
        unique=True,
        postgresql_where=sa.text("state = 'approved'"),
    )
    op.create_index(
        "uq_verification_live",
        "verification",
        ["person_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('submitted', 'approved')"),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("hides", sa.Boolean(), nullable=False),
        sa.Column("photo_id", sa.BigInteger(), nullable=True),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_message_photo_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("conversation_id", "key", name=op.f("uq_message_conversation_id_key")),
    )
    op.create_index("ix_message_author", "message", ["author_id", "created_at"], unique=False)
    op.create_index(
        "ix_message_conversation", "message", ["conversation_id", sa.literal_column("id DESC")], unique=False
    )
    op.create_table(
        "verification_document",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("verification_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("stored", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["verification_id"], ["verification.id"], name=op.f("fk_verification_document_verification_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification_document")),
    )
    op.create_index(
        op.f("ix_verification_document_verification_id"),
        "verification_document",
        ["verification_id"],
        unique=False,
    )
    op.create_table(
        "case",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("wish", sa.String(length=10), nullable=False),
        sa.Column("wished", sa.BigInteger(), nullable=True),
        sa.Column("after_release", sa.Boolean(), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decide_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("return_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("refund", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["buyer_id"], ["person.id"], name=op.f("fk_case_buyer_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_case_decided_by")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_case_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("buyer_id", "key", name=op.f("uq_case_buyer_id_key")),
        sa.UniqueConstraint("number", name=op.f("uq_case_number")),
    )
    op.create_index(op.f("ix_case_buyer_id"), "case", ["buyer_id"], unique=False)
    op.create_index(op.f("ix_case_order_id"), "case", ["order_id"], unique=False)
    op.create_index(
        "ix_case_silent", "case", ["answer_by"], unique=False, postgresql_where=sa.text("state = 'open'")
    )
    op.create_index(
        "ix_case_waiting",
        "case",
        ["decide_by", "id"],
        unique=False,
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index(
        "uq_case_open", "case", ["order_id"], unique=True, postgresql_where=sa.text("state <> 'closed'")
    )
    op.create_table(
        "document_view",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("viewer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["verification_document.id"], name=op.f("fk_document_view_document_id")
        ),
        sa.ForeignKeyConstraint(["viewer_id"], ["person.id"], name=op.f("fk_document_view_viewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_view")),
    )
    op.create_index(op.f("ix_document_view_document_id"), "document_view", ["document_id"], unique=False)
    op.create_table(
        "handover",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("code_sealed", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tries_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_handover_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_handover")),
    )
    op.create_table(
        "listing",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=True),
        sa.Column("department_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("energy_kwh_year", sa.Numeric(precision=8, scale=1), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("grade", sa.String(length=10), nullable=False),
        sa.Column("checklist", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("defects", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("new_price", sa.BigInteger(), nullable=True),
        sa.Column("suggested", sa.BigInteger(), nullable=True),
        sa.Column("takes_proposals", sa.Boolean(), nullable=False),
        sa.Column("size_class", sa.String(length=10), nullable=False),
        sa.Column("ways", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("extras", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shipping", sa.BigInteger(), nullable=False),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("risk", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("reason_words", sa.Text(), nullable=False),
        sa.Column("reserved_for", sa.String(length=40), nullable=True),
        sa.Column("reserved_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("favourites", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('reserved', 'sold')) = (reserved_for IS NOT NULL)",
            name=op.f("ck_listing_reserved_for_somebody"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_listing_price_not_negative")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_listing_category_id")),
        sa.ForeignKeyConstraint(["department_id"], ["category.id"], name=op.f("fk_listing_department_id")),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=op.f("fk_listing_product_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["seller.person_id"], name=op.f("fk_listing_seller_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_listing_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("number", name=op.f("uq_listing_number")),
    )
    op.create_index(
        "ix_listing_all_newest",
        "listing",
        [sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_all_price",
        "listing",
        ["price", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_category_newest",
        "listing",
        ["category_id", sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_category_price",
        "listing",
        ["category_id", "price", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_city_newest",
        "listing",
        ["province", "city", sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_department_newest",
        "listing",
        ["department_id", sa.literal_column("published_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_department_price",
        "listing",
        ["department_id", "price", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(
        "ix_listing_reserved_until",
        "listing",
        ["reserved_until"],
        unique=False,
        postgresql_where=sa.text("reserved_until IS NOT NULL"),
    )
    op.create_index(
        "ix_listing_search",
        "listing",
        ["search"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index("ix_listing_seller", "listing", ["seller_id", sa.literal_column("id DESC")], unique=False)
    op.create_index(
        "ix_listing_sold",
        "listing",
        ["category_id", "ended_at"],
        unique=False,
        postgresql_where=sa.text("state = 'sold'"),
    )
    op.create_index(op.f("ix_listing_unit_id"), "listing", ["unit_id"], unique=False)
    op.create_index(
        "ix_listing_waiting",
        "listing",
        ["submitted_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "uq_listing_reserved_for",
        "listing",
        ["reserved_for"],
        unique=True,
        postgresql_where=sa.text("state = 'reserved'"),
    )
    op.create_index(
        "uq_listing_unit_live",
        "listing",
        ["unit_id"],
        unique=True,
        postgresql_where=sa.text("unit_id IS NOT NULL AND state IN ('submitted', 'published', 'reserved')"),
    )
    op.create_table(
        "opinion",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=False),
        sa.Column("by_buyer", sa.Boolean(), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("show_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_opinion_stars_sane")),
        sa.ForeignKeyConstraint(["about_id"], ["person.id"], name=op.f("fk_opinion_about_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_opinion_author_id")),
        sa.ForeignKeyConstraint(["order_id"], ["order.id"], name=op.f("fk_opinion_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("order_id", "by_buyer", name=op.f("uq_opinion_order_id_by_buyer")),
    )
    op.create_index(
        "ix_opinion_about",
        "opinion",
        ["about_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("shown_at IS NOT NULL"),
    )
    op.create_index(
        "ix_opinion_due", "opinion", ["show_from"], unique=False, postgresql_where=sa.text("shown_at IS NULL")
    )
    op.create_table(
        "unit_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("unit_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_event_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_event")),
    )
    op.create_index(op.f("ix_unit_event_unit_id"), "unit_event", ["unit_id"], unique=False)
    op.create_table(
        "case_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_case_entry_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_entry_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_entry")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_case_entry_case_id_key")),
    )
    op.create_index(op.f("ix_case_entry_case_id"), "case_entry", ["case_id"], unique=False)
    op.create_table(
        "favourite",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_price", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_favourite_listing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_favourite_person_id")),
        sa.PrimaryKeyConstraint("person_id", "listing_id", name=op.f("pk_favourite")),
    )
    op.create_index(op.f("ix_favourite_listing_id"), "favourite", ["listing_id"], unique=False)
    op.create_table(
        "listing_edit",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("of_revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("risk", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.String(length=30), nullable=False),
        sa.Column("reason_words", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_edit_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_edit")),
    )
    op.create_index(
        "ix_listing_edit_waiting",
        "listing_edit",
        ["submitted_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_index(
        "uq_listing_edit_waiting",
        "listing_edit",
        ["listing_id"],
        unique=True,
        postgresql_where=sa.text("state = 'submitted'"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("buyer_id", sa.BigInteger(), nullable=False),
        sa.Column("by_seller", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answers_id", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_proposal_amount_positive")),
        sa.ForeignKeyConstraint(["answers_id"], ["proposal.id"], name=op.f("fk_proposal_answers_id")),
        sa.ForeignKeyConstraint(["buyer_id"], ["person.id"], name=op.f("fk_proposal_buyer_id")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_proposal_listing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_buyer_id"), "proposal", ["buyer_id"], unique=False)
    op.create_index(
        "ix_proposal_due",
        "proposal",
        ["expires_at"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(op.f("ix_proposal_listing_id"), "proposal", ["listing_id"], unique=False)
    op.create_index(
        "uq_proposal_accepted",
        "proposal",
        ["listing_id"],
        unique=True,
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index(
        "uq_proposal_open",
        "proposal",
        ["listing_id", "buyer_id"],
        unique=True,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("listing_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_question_listing_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_listing_id"), "question", ["listing_id"], unique=False)
    op.add_column("order", sa.Column("seller_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "order", sa.Column("services", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    )
    op.add_column(
        "order", sa.Column("handover", sa.String(length=10), server_default="shipping", nullable=False)
    )
    op.add_column(
        "order",
        sa.Column(
            "extras", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
    )
    op.add_column("order", sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
    op.alter_column("order", "supplier_id", existing_type=sa.BIGINT(), nullable=True)
    op.create_index(
        "ix_order_seller",
        "order",
        ["seller_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("seller_id IS NOT NULL"),
    )
    op.create_foreign_key(op.f("fk_order_seller_id"), "order", "seller", ["seller_id"], ["person_id"])
    op.add_column("order_line", sa.Column("listing_id", sa.BigInteger(), nullable=True))
    op.alter_column("order_line", "offer_id", existing_type=sa.BIGINT(), nullable=True)
    op.alter_column("order_line", "product_id", existing_type=sa.BIGINT(), nullable=True)
    op.create_index(op.f("ix_order_line_listing_id"), "order_line", ["listing_id"], unique=False)
    op.create_foreign_key(op.f("fk_order_line_listing_id"), "order_line", "listing", ["listing_id"], ["id"])
    op.add_column("payout", sa.Column("seller_id", sa.BigInteger(), nullable=True))
    op.alter_column("payout", "supplier_id", existing_type=sa.BIGINT(), nullable=True)
    op.create_index(
        "ix_payout_seller",
        "payout",
        ["seller_id", sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("seller_id IS NOT NULL"),
    )
    op.create_unique_constraint(op.f("uq_payout_seller_id_replay_key"), "payout", ["seller_id", "replay_key"])
    op.create_foreign_key(op.f("fk_payout_seller_id"), "payout", "person", ["seller_id"], ["id"])
    op.add_column("unit", sa.Column("brand", sa.String(length=60), server_default="", nullable=False))
    op.add_column("unit", sa.Column("model", sa.String(length=80), server_default="", nullable=False))
    op.alter_column("unit", "product_id", existing_type=sa.BIGINT(), nullable=True)
    op.alter_column("unit", "supplier_id", existing_type=sa.BIGINT(), nullable=True)
    op.alter_column("unit", "sold_at", existing_type=postgresql.TIMESTAMP(timezone=True), nullable=True)
    op.create_index(
        "uq_unit_elsewhere",
        "unit",
        ["brand", "model", "serial"],
        unique=True,
        postgresql_where=sa.text("product_id IS NULL"),
    )
    op.drop_constraint(op.f("ck_order_adds_up"), "order", type_="check")
    for table, name, condition in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()"
        )


def downgrade() -> None:
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    for table, name, _ in CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.drop_index("uq_unit_elsewhere", table_name="unit", postgresql_where=sa.text("product_id IS NULL"))
    op.alter_column("unit", "sold_at", existing_type=postgresql.TIMESTAMP(timezone=True), nullable=False)
    op.alter_column("unit", "supplier_id", existing_type=sa.BIGINT(), nullable=False)
    op.alter_column("unit", "product_id", existing_type=sa.BIGINT(), nullable=False)
    op.drop_column("unit", "model")
    op.drop_column("unit", "brand")
    op.drop_constraint(op.f("fk_payout_seller_id"), "payout", type_="foreignkey")
    op.drop_constraint(op.f("uq_payout_seller_id_replay_key"), "payout", type_="unique")
    op.drop_index("ix_payout_seller", table_name="payout", postgresql_where=sa.text("seller_id IS NOT NULL"))
    op.alter_column("payout", "supplier_id", existing_type=sa.BIGINT(), nullable=False)
    op.drop_column("payout", "seller_id")
    op.drop_constraint(op.f("fk_order_line_listing_id"), "order_line", type_="foreignkey")
    op.drop_index(op.f("ix_order_line_listing_id"), table_name="order_line")
    op.alter_column("order_line", "product_id", existing_type=sa.BIGINT(), nullable=False)
    op.alter_column("order_line", "offer_id", existing_type=sa.BIGINT(), nullable=False)
    op.drop_column("order_line", "listing_id")
    op.drop_constraint(op.f("fk_order_seller_id"), "order", type_="foreignkey")
    op.drop_index("ix_order_seller", table_name="order", postgresql_where=sa.text("seller_id IS NOT NULL"))
    op.alter_column("order", "supplier_id", existing_type=sa.BIGINT(), nullable=False)
    op.drop_column("order", "frozen_at")
    op.drop_column("order", "extras")
    op.drop_column("order", "handover")
    op.drop_column("order", "services")
    op.drop_column("order", "seller_id")
    op.drop_index(op.f("ix_question_listing_id"), table_name="question")
    op.drop_table("question")
    op.drop_index("uq_proposal_open", table_name="proposal", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(
        "uq_proposal_accepted", table_name="proposal", postgresql_where=sa.text("state = 'accepted'")
    )
    op.drop_index(op.f("ix_proposal_listing_id"), table_name="proposal")
    op.drop_index("ix_proposal_due", table_name="proposal", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_proposal_buyer_id"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_index(
        "uq_listing_edit_waiting", table_name="listing_edit", postgresql_where=sa.text("state = 'submitted'")
    )
    op.drop_index(
        "ix_listing_edit_waiting", table_name="listing_edit", postgresql_where=sa.text("state = 'submitted'")
    )
    op.drop_table("listing_edit")
    op.drop_index(op.f("ix_favourite_listing_id"), table_name="favourite")
    op.drop_table("favourite")
    op.drop_index(op.f("ix_case_entry_case_id"), table_name="case_entry")
    op.drop_table("case_entry")
    op.drop_index(op.f("ix_unit_event_unit_id"), table_name="unit_event")
    op.drop_table("unit_event")
    op.drop_index("ix_opinion_due", table_name="opinion", postgresql_where=sa.text("shown_at IS NULL"))
    op.drop_index("ix_opinion_about", table_name="opinion", postgresql_where=sa.text("shown_at IS NOT NULL"))
    op.drop_table("opinion")
    op.drop_index(
        "uq_listing_unit_live",
        table_name="listing",
        postgresql_where=sa.text("unit_id IS NOT NULL AND state IN ('submitted', 'published', 'reserved')"),
    )
    op.drop_index(
        "uq_listing_reserved_for", table_name="listing", postgresql_where=sa.text("state = 'reserved'")
    )
    op.drop_index("ix_listing_waiting", table_name="listing", postgresql_where=sa.text("state = 'submitted'"))
    op.drop_index(op.f("ix_listing_unit_id"), table_name="listing")
    op.drop_index("ix_listing_sold", table_name="listing", postgresql_where=sa.text("state = 'sold'"))
    op.drop_index("ix_listing_seller", table_name="listing")
    op.drop_index(
        "ix_listing_search",
        table_name="listing",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.drop_index(
        "ix_listing_reserved_until",
        table_name="listing",
        postgresql_where=sa.text("reserved_until IS NOT NULL"),
    )
    op.drop_index(
        "ix_listing_department_price", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_department_newest", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_city_newest", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_category_price", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_category_newest", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_all_price", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_index(
        "ix_listing_all_newest", table_name="listing", postgresql_where=sa.text("state = 'published'")
    )
    op.drop_table("listing")
    op.drop_table("handover")
    op.drop_index(op.f("ix_document_view_document_id"), table_name="document_view")
    op.drop_table("document_view")
    op.drop_index("uq_case_open", table_name="case", postgresql_where=sa.text("state <> 'closed'"))
    op.drop_index("ix_case_waiting", table_name="case", postgresql_where=sa.text("state <> 'closed'"))
    op.drop_index("ix_case_silent", table_name="case", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_case_order_id"), table_name="case")
    op.drop_index(op.f("ix_case_buyer_id"), table_name="case")
    op.drop_table("case")
    op.drop_index(op.f("ix_verification_document_verification_id"), table_name="verification_document")
    op.drop_table("verification_document")
    op.drop_index("ix_message_conversation", table_name="message")
    op.drop_index("ix_message_author", table_name="message")
    op.drop_table("message")
    op.drop_index(
        "uq_verification_live",
        table_name="verification",
        postgresql_where=sa.text("state IN ('submitted', 'approved')"),
    )
    op.drop_index(
        "uq_verification_identity", table_name="verification", postgresql_where=sa.text("state = 'approved'")
    )
    op.drop_index(
        "ix_verification_waiting", table_name="verification", postgresql_where=sa.text("state = 'submitted'")
    )
    op.drop_index(op.f("ix_verification_person_id"), table_name="verification")
    op.drop_table("verification")
    op.drop_index(op.f("ix_strike_person_id"), table_name="strike")
    op.drop_table("strike")
    op.drop_table("seller")
    op.drop_index(op.f("ix_saved_search_person_id"), table_name="saved_search")
    op.drop_index(op.f("ix_saved_search_next_at"), table_name="saved_search")
    op.drop_table("saved_search")
    op.drop_index("ix_report_open", table_name="report", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_report_against_id"), table_name="report")
    op.drop_table("report")
    op.drop_index("ix_photo_waiting", table_name="photo", postgresql_where=sa.text("state = 'received'"))
    op.drop_index("ix_photo_removed", table_name="photo", postgresql_where=sa.text("removed_at IS NOT NULL"))
    op.drop_index("ix_photo_owner", table_name="photo")
    op.drop_index("ix_photo_holder", table_name="photo", postgresql_where=sa.text("removed_at IS NULL"))
    op.drop_index("ix_photo_bands", table_name="photo", postgresql_using="gin")
    op.drop_table("photo")
    op.drop_index("ix_conversation_seller", table_name="conversation")
    op.drop_index("ix_conversation_buyer", table_name="conversation")
    op.drop_table("conversation")
    op.drop_index(op.f("ix_block_blocked_id"), table_name="block")
    op.drop_table("block")
    op.drop_index("uq_appeal_open", table_name="appeal", postgresql_where=sa.text("state = 'open'"))
    op.drop_index(op.f("ix_appeal_person_id"), table_name="appeal")
    op.drop_index("ix_appeal_open", table_name="appeal", postgresql_where=sa.text("state = 'open'"))
    op.drop_table("appeal")
    op.drop_table("recall")
    op.create_check_constraint(op.f("ck_order_adds_up"), "order", "total = goods + shipping AND total > 0")

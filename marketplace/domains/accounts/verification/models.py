"""Requests to be verified, their documents, and who looked at them."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref


class Verification(Base):
    """One request to be verified: a person by identity number, or the company they speak for by its credit code."""

    __tablename__ = "verification"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))  # person · company
    state: Mapped[str] = mapped_column(String(12), default="submitted")
    name: Mapped[str] = mapped_column(String(60))  # as on the document
    identity_sealed: Mapped[str] = mapped_column(Text)  # the number, sealed with the house key
    identity_hash: Mapped[bytes] = mapped_column(LargeBinary)  # keyed: one identity, one seller
    identity_tail: Mapped[str] = mapped_column(String(4))
    company_name: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20))
    says: Mapped[str] = mapped_column(
        String(12), default=""
    )  # the register: match · mismatch · unknown; empty: not asked yet
    asked_at: Mapped[Moment | None]
    reason: Mapped[str] = mapped_column(String(30), default="")
    reason_words: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    __table_args__ = (
        Index(
            "uq_verification_live",
            "person_id",
            unique=True,
            postgresql_where=text("state IN ('submitted', 'approved')"),
        ),
        Index(
            "uq_verification_identity",
            "identity_hash",
            unique=True,
            postgresql_where=text("state = 'approved'"),
        ),
        Index("ix_verification_waiting", "submitted_at", "id", postgresql_where=text("state = 'submitted'")),
    )


class VerificationDocument(Base):
    """A photo of a document, sealed in the store; seen by permitted staff only, and each look is written down."""

    __tablename__ = "verification_document"
    id: Mapped[Key]
    verification_id: Mapped[Ref] = mapped_column(ForeignKey("verification.id"), index=True)
    side: Mapped[str] = mapped_column(String(10))  # front · back · licence
    stored: Mapped[str] = mapped_column(String(80))  # key of the sealed bytes in the store
    created_at: Mapped[Moment]
    forgotten_at: Mapped[Moment | None]


class DocumentView(Base):
    """Who looked at a document, and when."""

    __tablename__ = "document_view"
    id: Mapped[Key]
    document_id: Mapped[Ref] = mapped_column(ForeignKey("verification_document.id"), index=True)
    viewer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Moment]

"""Reviews, and refunds that need two people."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Currency, Key, Minor, Moment, Ref


class Review(Base):
    """A verified buyer's stars and words about one order line."""

    __tablename__ = "review"
    id: Mapped[Key]
    order_line_id: Mapped[Ref] = mapped_column(ForeignKey("order_line.id"), unique=True)
    product_id: Mapped[Ref] = mapped_column(ForeignKey("product.id"))
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"))
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    stars: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="shown")  # shown · hidden
    reply: Mapped[str | None] = mapped_column(Text)
    replied_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replied_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    __table_args__ = (
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars_sane"),
        Index("ix_review_product", "product_id", text("id DESC"), postgresql_where=text("state = 'shown'")),
        Index("ix_review_supplier", "supplier_id", text("id DESC")),
        Index(
            "ix_review_unanswered",
            "supplier_id",
            text("id DESC"),
            postgresql_where=text("reply IS NULL AND state = 'shown'"),
        ),
    )


class RefundRequest(Base):
    """A refund too large for one member of staff: asked by one, decided by another."""

    __tablename__ = "refund_request"
    id: Mapped[Key]
    order_id: Mapped[Ref] = mapped_column(ForeignKey("order.id"), index=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)  # the form's, so that asking twice asks once
    amount: Mapped[Minor]
    currency: Mapped[Currency]
    why: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default="asked")  # asked · approved · declined
    asked_by: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("decided_by <> asked_by", name="four_eyes"),
        Index("ix_refund_request_asked", "id", postgresql_where=text("state = 'asked'")),
    )

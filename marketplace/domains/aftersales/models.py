"""Reviews, opinions, cases, and refunds that need two people; amounts in minor units."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
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


class Case(Base):
    """A buyer says that something is not right with an order; its hold is frozen until the case is closed."""

    __tablename__ = "case"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    order_id: Mapped[Ref] = mapped_column(ForeignKey("order.id"), index=True)
    buyer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="open")
    reason: Mapped[str] = mapped_column(String(20))
    wish: Mapped[str] = mapped_column(String(10))  # refund · part · return
    wished: Mapped[Minor | None]  # of a part, minor units
    after_release: Mapped[bool] = mapped_column(default=False)  # the money is the payee's already
    answer_by: Mapped[Moment | None]  # silent until then: the platform decides
    evidence_until: Mapped[Moment]
    decide_by: Mapped[Moment]
    reminded_at: Mapped[Moment | None]  # when staff were told that it is due soon
    end_by: Mapped[Moment]  # undecided until then: refunded
    return_by: Mapped[Moment | None]
    outcome: Mapped[str] = mapped_column(String(10), default="")  # refund · release · split · return
    refund: Mapped[Minor | None]  # what the buyer gets by the decision
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decision: Mapped[str] = mapped_column(Text, default="")
    key: Mapped[str] = mapped_column(String(60))
    opened_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    __table_args__ = (
        UniqueConstraint("buyer_id", "key"),
        Index("uq_case_open", "order_id", unique=True, postgresql_where=text("state <> 'closed'")),
        Index("ix_case_waiting", "decide_by", "id", postgresql_where=text("state <> 'closed'")),
        Index("ix_case_silent", "answer_by", postgresql_where=text("state = 'open'")),
    )


class CaseEntry(Base):
    """What one side or staff wrote or showed in a case; photos are held by "case_entry:<id>"."""

    __tablename__ = "case_entry"
    id: Mapped[Key]
    case_id: Mapped[Ref] = mapped_column(ForeignKey("case.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(10))  # buyer · seller · supplier · admin · system
    words: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(60))
    at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("case_id", "key"),)


class Opinion(Base):
    """What one side of a second-hand order thinks of the other; shown when both have written, or after a while."""

    __tablename__ = "opinion"
    id: Mapped[Key]
    order_id: Mapped[Ref] = mapped_column(ForeignKey("order.id"))
    author_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    about_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    by_buyer: Mapped[bool]
    stars: Mapped[int] = mapped_column(SmallInteger)
    words: Mapped[str] = mapped_column(Text, default="")
    show_from: Mapped[Moment]
    shown_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("order_id", "by_buyer"),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars_sane"),
        Index("ix_opinion_about", "about_id", text("id DESC"), postgresql_where=text("shown_at IS NOT NULL")),
        Index("ix_opinion_due", "show_from", postgresql_where=text("shown_at IS NULL")),
    )

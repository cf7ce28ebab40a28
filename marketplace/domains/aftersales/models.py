"""Reviews."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref


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

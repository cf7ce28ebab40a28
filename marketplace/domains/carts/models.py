"""Carts, their lines and their owners."""

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Minor, Moment, Ref


class Cart(Base):
    """A person's cart, or a guest's (known by a key kept in their session)."""

    __tablename__ = "cart"
    id: Mapped[Key]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    guest_key: Mapped[str | None] = mapped_column(String(60), unique=True)
    updated_at: Mapped[Moment]
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (guest_key IS NULL)", name="one_owner"),)


class CartLine(Base):
    """So many of an offer, at the price the buyer last saw."""

    __tablename__ = "cart_line"
    id: Mapped[Key]
    cart_id: Mapped[Ref] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"))
    offer_id: Mapped[Ref] = mapped_column(ForeignKey("offer.id"))
    quantity: Mapped[int]
    seen_price: Mapped[Minor]
    saved_for_later: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("cart_id", "offer_id"),
        CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity_sane"),
    )


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose cart it is: a person's, or a guest's by the key in their session."""

    person_id: int | None = None
    guest_key: str | None = None

    @property
    def names(self) -> dict[str, int | str]:
        """Return the one column that finds the cart, and its value."""
        if self.person_id is not None:
            return {"person_id": self.person_id}
        if self.guest_key is None:
            raise ValueError("a cart belongs to somebody")
        return {"guest_key": self.guest_key}

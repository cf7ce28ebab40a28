"""Checkouts, orders, their lines, and commission rules; amounts in minor units."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.foundation.db import Base, Currency, Json, Key, Minor, Moment, Ref, Words


class Checkout(Base):
    """One press of "place order": one payment for one or more orders."""

    __tablename__ = "checkout"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    buyer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    replay_key: Mapped[str] = mapped_column(String(60))
    total: Mapped[Minor]
    currency: Mapped[Currency]
    placed_at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("buyer_id", "replay_key"),)


class Order(Base):
    """What one buyer bought from one supplier, or from one second-hand seller."""

    __tablename__ = "order"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    checkout_id: Mapped[Ref] = mapped_column(ForeignKey("checkout.id"), index=True)
    buyer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("seller.person_id"))
    state: Mapped[str] = mapped_column(String(20), default="placed")
    currency: Mapped[Currency]
    goods: Mapped[Minor]
    shipping: Mapped[Minor]
    services: Mapped[Minor] = mapped_column(
        default=0, server_default=text("0")
    )  # what the operator's movers do
    total: Mapped[Minor]
    refunded: Mapped[Minor] = mapped_column(default=0)
    charged_back: Mapped[Minor] = mapped_column(default=0, server_default=text("0"))  # of it, taken by a bank
    commission: Mapped[Minor]
    commission_basis_points: Mapped[int] = mapped_column(SmallInteger)
    commission_rule_id: Mapped[int | None] = mapped_column(ForeignKey("commission_rule.id"))
    handover: Mapped[str] = mapped_column(String(10), default="shipping", server_default="shipping")
    extras: Mapped[Json] = mapped_column(default=dict, server_default=text("'{}'"))  # {service: minor units}
    address: Mapped[Json]
    note: Mapped[str] = mapped_column(Text, default="")
    placed_at: Mapped[Moment]
    pay_by: Mapped[Moment]
    paid_at: Mapped[Moment | None]
    accept_by: Mapped[Moment | None]
    accepted_at: Mapped[Moment | None]
    ship_by: Mapped[Moment | None]
    shipped_at: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]
    claim_until: Mapped[Moment | None]
    remind_at: Mapped[Moment | None]  # when the next reminder is due; empty once sent
    hold_until: Mapped[Moment | None]  # no hold outlives this
    frozen_at: Mapped[Moment | None]  # a case or charge-back is open: nothing is released, no window ends
    disputed_at: Mapped[Moment | None]  # the buyer's bank is deciding about the payment since then
    installed_at: Mapped[Moment | None]  # the installation booked with it was signed off
    received_at: Mapped[Moment | None]
    completed_at: Mapped[Moment | None]
    cancelled_at: Mapped[Moment | None]
    given_back_at: Mapped[Moment | None]  # a case, or the buyer's bank, gave all of its price back
    lines: Mapped[list["OrderLine"]] = relationship(order_by="OrderLine.id", lazy="raise")

    @property
    def dealt_at(self) -> datetime | None:
        """Return when two sides who met over it were done: released, or given back after it had changed hands."""
        return self.completed_at or (self.given_back_at if self.delivered_at or self.received_at else None)

    __table_args__ = (
        CheckConstraint("total = goods + shipping + services AND total > 0", name="adds_up"),
        CheckConstraint("num_nonnulls(supplier_id, seller_id) = 1", name="one_payee"),
        CheckConstraint("refunded >= 0 AND refunded <= total", name="refunded_within"),
        CheckConstraint("charged_back >= 0 AND charged_back <= refunded", name="charged_back_within"),
        CheckConstraint("commission >= 0 AND commission <= total", name="commission_within"),
        Index("ix_order_buyer", "buyer_id", text("id DESC")),
        Index("ix_order_supplier", "supplier_id", "state", text("id DESC")),
        Index(
            "ix_order_seller", "seller_id", text("id DESC"), postgresql_where=text("seller_id IS NOT NULL")
        ),
        Index(
            "ix_order_supplier_paid", "supplier_id", "paid_at", postgresql_where=text("paid_at IS NOT NULL")
        ),
        Index("ix_order_state", "state", text("id DESC")),
        *(
            Index(f"ix_order_due_{column}", column, postgresql_where=text(f"state = '{state}'"))
            for state, column in (
                ("placed", "pay_by"),
                ("paid", "accept_by"),
                ("accepted", "ship_by"),
                ("delivered", "claim_until"),
            )
        ),
        Index("ix_order_due_hold_until", "hold_until", postgresql_where=text("hold_until IS NOT NULL")),
        Index("ix_order_due_remind_at", "remind_at", postgresql_where=text("remind_at IS NOT NULL")),
        # A block range index costs checkouts next to nothing, and a day's orders lie together.
        Index("ix_order_placed_at", "placed_at", postgresql_using="brin"),
        Index("ix_order_received", "id", postgresql_where=text("state = 'received'")),
    )


class OrderLine(Base):
    """So many of one offer, or one listing, at the price agreed; the words are kept as they were."""

    __tablename__ = "order_line"
    id: Mapped[Key]
    order_id: Mapped[Ref] = mapped_column(ForeignKey("order.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    title: Mapped[Words]
    model: Mapped[str] = mapped_column(String(140))
    unit_price: Mapped[Minor]
    quantity: Mapped[int]
    warranty_months: Mapped[int] = mapped_column(SmallInteger, default=0)
    commission: Mapped[Minor]
    commission_basis_points: Mapped[int] = mapped_column(SmallInteger)
    __table_args__ = (
        UniqueConstraint("order_id", "offer_id"),
        CheckConstraint("num_nonnulls(offer_id, listing_id) = 1", name="one_thing"),
        CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity_sane"),
        CheckConstraint("unit_price > 0", name="price_positive"),
    )

    @property
    def total(self) -> int:
        """Return quantity × unit price, minor units."""
        return self.quantity * self.unit_price


class CommissionRule(Base):
    """A rate for a supplier and category, a supplier, a category, or everybody; the most specific wins.

    A rule is never changed: it ends, and another begins. Orders name the one they were placed by.
    """

    __tablename__ = "commission_rule"
    id: Mapped[Key]
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    basis_points: Mapped[int] = mapped_column(SmallInteger)
    created_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    __table_args__ = (
        Index(
            "uq_commission_rule_live",
            "supplier_id",
            "category_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("basis_points BETWEEN 0 AND 5000", name="rate_sane"),
    )

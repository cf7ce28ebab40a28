"""Warehouses, stock rows, movements, holds and units."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Moment, Ref, Words


class Warehouse(Base):
    """A supplier's place that goods leave from."""

    __tablename__ = "warehouse"
    id: Mapped[Key]
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[Words]
    province: Mapped[str] = mapped_column(String(60), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(20), default="open")  # open · closed
    __table_args__ = (UniqueConstraint("supplier_id", "code"),)


class Stock(Base):
    """How many of an offer a warehouse has, and how many of those are spoken for."""

    __tablename__ = "stock"
    id: Mapped[Key]
    warehouse_id: Mapped[Ref] = mapped_column(ForeignKey("warehouse.id"))
    offer_id: Mapped[Ref] = mapped_column(ForeignKey("offer.id"))
    on_hand: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("offer_id", "warehouse_id"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0 AND reserved <= on_hand", name="reserved_within"),
    )

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class StockMovement(Base):
    """A change of what is on hand: received, sold, returned, counted. Never changed afterwards."""

    __tablename__ = "stock_movement"
    id: Mapped[Key]
    stock_id: Mapped[Ref] = mapped_column(ForeignKey("stock.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # received · sold · returned · counted
    quantity: Mapped[int]
    reference: Mapped[str] = mapped_column(String(40), default="")  # the order's number, the import's number
    actor_id: Mapped[int | None]
    at: Mapped[Moment]


class StockHold(Base):
    """Stock kept for one holder (an order's number) until it is taken, freed or lapses."""

    __tablename__ = "stock_hold"
    id: Mapped[Key]
    holder: Mapped[str] = mapped_column(String(40), index=True)
    stock_id: Mapped[Ref] = mapped_column(ForeignKey("stock.id"), index=True)
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(
        String(20), default="held"
    )  # held · taken · freed · returned · written_off
    created_at: Mapped[Moment]
    __table_args__ = (
        CheckConstraint("quantity > 0", name="holds_something"),
        Index("ix_stock_hold_live", "stock_id", postgresql_where=text("state = 'held'")),
    )


class Unit(Base):
    """One physical appliance by its serial number: who sold it first, here or elsewhere, and who owns it now."""

    __tablename__ = "unit"
    id: Mapped[Key]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    brand: Mapped[str] = mapped_column(
        String(60), default="", server_default=""
    )  # folded, of one not in our catalogue
    model: Mapped[str] = mapped_column(String(80), default="", server_default="")
    serial: Mapped[str] = mapped_column(String(60), index=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))  # empty: first sold elsewhere
    # Empty: back at its supplier, who may sell it again.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    order_number: Mapped[str] = mapped_column(String(20), index=True)  # of its last sale here; empty before
    sold_at: Mapped[Moment | None]  # last, here
    warranty_months: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("product_id", "serial"),
        Index(
            "uq_unit_elsewhere",
            "brand",
            "model",
            "serial",
            unique=True,
            postgresql_where=text("product_id IS NULL"),
        ),
    )


class UnitEvent(Base):
    """One line of a unit's history: sold, graded, sold used, returned, put back, kept. Never changed afterwards."""

    __tablename__ = "unit_event"
    id: Mapped[Key]
    unit_id: Mapped[Ref] = mapped_column(ForeignKey("unit.id"), index=True)
    # sold · graded · sold_used · returned · put_back · written_off · kept
    kind: Mapped[str] = mapped_column(String(20))
    # The order's or listing's number.
    reference: Mapped[str] = mapped_column(String(40), default="", index=True)
    details: Mapped[Json] = mapped_column(default=dict)  # {"grade": "good"}, {"price": 129900}
    at: Mapped[Moment]

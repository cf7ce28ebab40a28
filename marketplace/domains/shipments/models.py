"""Shipments and what carriers report of them."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref, Words


class Shipment(Base):
    """An order on its way."""

    __tablename__ = "shipment"
    id: Mapped[Key]
    order_id: Mapped[Ref] = mapped_column(ForeignKey("order.id"), unique=True)
    carrier: Mapped[str] = mapped_column(String(20))
    tracking_number: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(20), default="under_way")  # under_way · delivered
    shipped_at: Mapped[Moment]
    checked_at: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]
    __table_args__ = (
        UniqueConstraint("carrier", "tracking_number"),
        Index("ix_shipment_under_way", "checked_at", postgresql_where=text("state = 'under_way'")),
    )


class TrackingEvent(Base):
    """One sighting of a shipment, as its carrier told it."""

    __tablename__ = "tracking_event"
    id: Mapped[Key]
    shipment_id: Mapped[Ref] = mapped_column(ForeignKey("shipment.id"))
    carrier_event: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(30))
    words: Mapped[Words]
    place: Mapped[Words] = mapped_column(default=dict)
    at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("shipment_id", "carrier_event"),)


class Handover(Base):
    """A pick-up, or a delivery by the movers, proven by the six digits that only the buyer can show."""

    __tablename__ = "handover"
    order_id: Mapped[int] = mapped_column(ForeignKey("order.id"), primary_key=True)
    code_sealed: Mapped[str] = mapped_column(
        Text
    )  # sealed with the house key: shown to the buyer whenever they look
    tries: Mapped[int] = mapped_column(default=0)  # in all; after every five it rests
    tries_from: Mapped[Moment | None]
    created_at: Mapped[Moment]
    proven_at: Mapped[Moment | None]

"""Notices, their deliveries, and who wants what where."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Moment, Ref


class Notice(Base):
    """One thing a person was told: a kind, its parameters, and where it leads.

    Without a person it is a letter: it stands in nobody's inbox, its delivery says where it goes.
    """

    __tablename__ = "notice"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(40))
    params: Mapped[Json] = mapped_column(default=dict)
    link: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment]
    read_at: Mapped[Moment | None]
    __table_args__ = (
        Index("ix_notice_person", "person_id", text("id DESC")),
        Index("ix_notice_unread", "person_id", postgresql_where=text("read_at IS NULL")),
    )


class Delivery(Base):
    """A notice on its way through one channel."""

    __tablename__ = "delivery"
    id: Mapped[Key]
    notice_id: Mapped[Ref] = mapped_column(ForeignKey("notice.id"))
    channel: Mapped[str] = mapped_column(String(10))  # email · sms
    to: Mapped[str | None] = mapped_column(String(254))  # of a letter; else the person's contact by then
    language: Mapped[str | None] = mapped_column(String(2))  # of a letter; else the person's
    state: Mapped[str] = mapped_column(String(20), default="waiting")  # waiting · sending · sent · failed
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[Moment]
    due_at: Mapped[
        Moment
    ]  # when it may be taken: at once, after a failure later, while being sent when that is given up
    sent_at: Mapped[Moment | None]
    __table_args__ = (
        UniqueConstraint("notice_id", "channel"),
        Index("ix_delivery_due", "due_at", "id", postgresql_where=text("state IN ('waiting', 'sending')")),
    )


class Preference(Base):
    """A person's wish to have or not have a group of notices through a channel."""

    __tablename__ = "preference"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    group: Mapped[str] = mapped_column(String(20), primary_key=True)  # orders · money · reviews · work
    channel: Mapped[str] = mapped_column(String(10), primary_key=True)
    wanted: Mapped[bool]

"""Reports, strikes and appeals."""

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref


class Report(Base):
    """Somebody says that a listing, a person, a question or a message is not right."""

    __tablename__ = "report"
    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(40))  # "listing:12", "person:3", "company:3", "message:9"
    against_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # empty: the house itself
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="open")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("subject", "reporter_id", postgresql_nulls_not_distinct=True),
        Index("ix_report_open", "id", postgresql_where=text("state = 'open'")),
    )


class Strike(Base):
    """Somebody broke the rules once; enough of them and they may write to people, haggle and list no more."""

    __tablename__ = "strike"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    subject: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="live")
    given_by: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]
    ends_at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("person_id", "subject"),)


class Appeal(Base):
    """Somebody asks to look again: at a strike, a rejected listing, a suspension."""

    __tablename__ = "appeal"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    subject: Mapped[str] = mapped_column(String(40))  # "strike:3", "listing:12", "seller:5"
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    __table_args__ = (
        Index("uq_appeal_open", "subject", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_appeal_open", "id", postgresql_where=text("state = 'open'")),
    )

"""Conversations, messages and blocks."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref


class Conversation(Base):
    """What a buyer and a seller write about one subject, such as a listing."""

    __tablename__ = "conversation"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    subject: Mapped[str] = mapped_column(String(40))  # "listing:12"
    buyer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    seller_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    dealt_at: Mapped[Moment | None]  # from then on contacts are shown
    last_id: Mapped[Ref] = mapped_column(default=0)  # the newest message
    last_at: Mapped[Moment]
    buyer_read: Mapped[Ref] = mapped_column(default=0)  # the newest message each has seen
    seller_read: Mapped[Ref] = mapped_column(default=0)
    created_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("subject", "buyer_id"),
        CheckConstraint("buyer_id <> seller_id", name="two_people"),
        Index("ix_conversation_buyer", "buyer_id", text("last_at DESC"), text("id DESC")),
        Index("ix_conversation_seller", "seller_id", text("last_at DESC"), text("id DESC")),
    )


class Message(Base):
    """What one of the two wrote; its words never change afterwards."""

    __tablename__ = "message"
    id: Mapped[Key]
    conversation_id: Mapped[Ref] = mapped_column(ForeignKey("conversation.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # empty: the house itself
    words: Mapped[str] = mapped_column(Text, default="")
    hides: Mapped[bool] = mapped_column(default=False)  # says a way to meet elsewhere: hidden before a deal
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    key: Mapped[str] = mapped_column(String(60))  # of the form: sent twice, it is there once
    created_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("conversation_id", "key"),
        Index("ix_message_conversation", "conversation_id", text("id DESC")),
        Index("ix_message_author", "author_id", "created_at"),
    )


class Block(Base):
    """Somebody does not want to hear from somebody."""

    __tablename__ = "block"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    blocked_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    created_at: Mapped[Moment]
    __table_args__ = (CheckConstraint("person_id <> blocked_id", name="not_oneself"),)

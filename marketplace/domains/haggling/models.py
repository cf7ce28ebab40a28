"""Proposals, questions, favourites and saved searches: what buyers leave at a listing; amounts in minor units."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Minor, Moment, Ref


class Proposal(Base):
    """A price proposed for a listing by its would-be buyer or, as a counter-proposal, by its seller."""

    __tablename__ = "proposal"
    id: Mapped[Key]
    listing_id: Mapped[Ref] = mapped_column(ForeignKey("listing.id"), index=True)
    buyer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    by_seller: Mapped[bool] = mapped_column(default=False)
    amount: Mapped[Minor]
    state: Mapped[str] = mapped_column(String(10), default="open")
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))  # the one it counters
    expires_at: Mapped[Moment]
    created_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index(
            "uq_proposal_open", "listing_id", "buyer_id", unique=True, postgresql_where=text("state = 'open'")
        ),
        # Two acceptances of one listing: the second is refused here, whoever raced.
        Index("uq_proposal_accepted", "listing_id", unique=True, postgresql_where=text("state = 'accepted'")),
        Index("ix_proposal_due", "expires_at", postgresql_where=text("state = 'open'")),
    )


class Question(Base):
    """What somebody asks about a listing for all to read, and the seller's answer."""

    __tablename__ = "question"
    id: Mapped[Key]
    listing_id: Mapped[Ref] = mapped_column(ForeignKey("listing.id"), index=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10), default="shown")  # shown · hidden
    created_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]


class Favourite(Base):
    """A listing somebody keeps an eye on, and the price they last heard."""

    __tablename__ = "favourite"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), primary_key=True, index=True)
    seen_price: Mapped[Minor]
    created_at: Mapped[Moment]


class SavedSearch(Base):
    """A search of used goods somebody wants to hear of again, once a day."""

    __tablename__ = "saved_search"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    query: Mapped[Json]  # the address's parameters
    told_until: Mapped[Moment]  # listings published up to then were told
    next_at: Mapped[Moment] = mapped_column(index=True)
    created_at: Mapped[Moment]

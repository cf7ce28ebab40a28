"""Sellers, listings, their waiting edits and recalled models; amounts in minor units."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Computed,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, synonym

from marketplace.domains.catalog.models import PRICE_STEPS
from marketplace.foundation.db import Base, Json, Key, Minor, Moment, Ref, Words
from marketplace.foundation.search.steps import DAYS, column, seconds_sql

SHOWN, WAITS, RESERVED = (text(f"state = '{state}'") for state in ("published", "submitted", "reserved"))
AT_ONCE = {"fastupdate": "off"}  # what a search finds is in the index, not in a list beside it
LATEST = text("submitted_at DESC"), text("id DESC")
NEWEST = text("published_at DESC"), text("id DESC")
FLAGGED = (
    "recalled", "words", "contact", "serial", "photo_name", "twin_photo", "cheap", "dear", "old", "new_seller",
)  # fmt: skip
LIVE = "'submitted', 'published', 'reserved', 'withheld'"  # on offer, or to be so again
ON_OFFER = text(f"unit_id IS NOT NULL AND state IN ({LIVE})")
SMALL, MEDIUM, LARGE = "small", "medium", "large"
PICKUP, DELIVERY, SHIPPING = "pickup", "delivery", "shipping"  # how one changes hands
CARRY_OUT, REMOVAL, INSTALLATION = "carry_out", "removal", "installation"  # what may be booked with it


def flagged(code: str) -> TextClause:
    """Return the condition on what waits with this flag, as its index says it, so that it is recognised."""
    return text(f"state = 'submitted' AND flags ? '{code}'")


class Seller(Base):
    """A person (or the company they speak for) whose real name is verified; they may list."""

    __tablename__ = "seller"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    id: Mapped[int] = synonym("person_id")  # locks and states know rows by this name
    handle: Mapped[str] = mapped_column(String(20), unique=True)  # their page: /sellers/<handle>
    kind: Mapped[str] = mapped_column(String(10), default="person")  # person · company
    company_name: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(10), default="active")
    barred: Mapped[list[str]] = mapped_column(JSONB, default=list)  # by what: desk · name · account
    verified_at: Mapped[Moment]
    provider_account: Mapped[str | None] = mapped_column(String(60))  # where payouts go, once connected
    place: Mapped[Json] = mapped_column(default=dict)  # province, city, district they listed from last
    # Derived, shown on their page.
    sold: Mapped[int] = mapped_column(default=0)
    score_sum: Mapped[int] = mapped_column(default=0)
    score_count: Mapped[int] = mapped_column(default=0)
    answers_in_minutes: Mapped[int | None]  # median time to a first answer; empty before three of them

    @property
    def score(self) -> Decimal | None:
        """Return the mean of their stars, 1 to 5, or None before the first review."""
        return Decimal(self.score_sum) / self.score_count if self.score_count else None

    @property
    def barred_by_staff(self) -> bool:
        """Say whether staff, or too many strikes, keep them from selling."""
        return "desk" in self.barred


class Listing(Base):
    """One used unit offered by one seller. While a draft, most of it may be empty."""

    __tablename__ = "listing"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    # A person, since anybody may draft; what was submitted is by somebody whose name is verified.
    seller_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    revision: Mapped[int] = mapped_column(default=0)  # goes up with every change a buyer could see
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    brand: Mapped[str] = mapped_column(String(60), default="")
    model: Mapped[str] = mapped_column(String(80), default="")
    serial: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(120), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    attributes: Mapped[Json] = mapped_column(default=dict)
    energy_kwh_year: Mapped[Decimal | None] = mapped_column(Numeric(8, 1))
    made_on: Mapped[date | None]  # first day of the month on the rating plate
    grade: Mapped[str] = mapped_column(String(10), default="")  # premium · excellent · good · fair · parts
    checklist: Mapped[Json] = mapped_column(default=dict)  # {item: pass · fail · untested}
    defects: Mapped[Json] = mapped_column(default=dict)  # {"list": [{"kind", "words", "photo"}]}
    price: Mapped[Minor] = mapped_column(default=0)
    new_price: Mapped[Minor | None]  # what it costs new today, where known
    suggested: Mapped[Minor | None]  # what we suggested when the price was set
    takes_proposals: Mapped[bool] = mapped_column(default=True)
    size_class: Mapped[str] = mapped_column(String(10), default="")  # small · medium · large
    ways: Mapped[list[str]] = mapped_column(JSONB, default=list)  # pickup · delivery · shipping
    extras: Mapped[list[str]] = mapped_column(JSONB, default=list)  # carry_out · removal · installation
    shipping: Mapped[Minor] = mapped_column(default=0)  # what the seller asks for sending a parcel
    place: Mapped[Json] = mapped_column(default=dict)  # province, city, district: where it stands
    province: Mapped[str] = mapped_column(String(60), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    flags: Mapped[Json] = mapped_column(default=dict)  # {code: why}, for moderators
    risk: Mapped[int] = mapped_column(SmallInteger, default=0)
    reason: Mapped[str] = mapped_column(String(30), default="")  # of the last no
    reason_words: Mapped[str] = mapped_column(Text, default="")
    reserved_for: Mapped[str | None] = mapped_column(String(40))  # "order:O-…" or "proposal:7"
    reserved_until: Mapped[Moment | None]  # set while a proposal's winner has not ordered yet
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)
    steps: Mapped[str | None] = mapped_column(
        TSVECTOR,
        Computed(
            column("state = 'published'", PRICE_STEPS.sql("price"), *DAYS.sql(seconds_sql("published_at"))),
            persisted=True,
        ),
        deferred=True,
    )
    favourites: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    saved_at: Mapped[Moment]
    submitted_at: Mapped[Moment | None]
    published_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("price >= 0", name="price_not_negative"),
        CheckConstraint(
            "(state IN ('reserved', 'sold')) = (reserved_for IS NOT NULL)", name="reserved_for_somebody"
        ),
        Index("ix_listing_seller", "seller_id", text("id DESC")),
        Index("ix_listing_waiting", "submitted_at", "id", postgresql_where=WAITS),
        # One a flag, each as long as its own queue: no order of a common one is sorted, no rare one searched for.
        *(
            Index(f"ix_listing_waiting_{code}", "submitted_at", "id", postgresql_where=flagged(code))
            for code in FLAGGED
        ),
        Index(
            "ix_listing_decided", "state", *LATEST, postgresql_where=text("state IN ('changes', 'rejected')")
        ),
        Index("uq_listing_reserved_for", "reserved_for", unique=True, postgresql_where=RESERVED),
        Index(
            "ix_listing_reserved_until", "reserved_until", postgresql_where=text("reserved_until IS NOT NULL")
        ),
        # One physical appliance is on offer once.
        Index("uq_listing_unit_live", "unit_id", unique=True, postgresql_where=ON_OFFER),
        Index("ix_listing_search", "search", "steps", postgresql_using="gin", postgresql_with=AT_ONCE),
        *(
            Index(f"ix_listing_{scope or 'all'}_{sort}", *columns, postgresql_where=SHOWN)
            for scope, lead in (("", ()), ("department", ("department_id",)), ("category", ("category_id",)))
            for sort, columns in (
                ("newest", (*lead, *NEWEST)),
                ("price", (*lead, "price", "id")),
            )
        ),
        Index("ix_listing_city_newest", "province", "city", *NEWEST, postgresql_where=SHOWN),
        Index("ix_listing_sold", "category_id", "ended_at", postgresql_where=text("state = 'sold'")),
    )


class ListingEdit(Base):
    """What a seller wants changed of an approved listing; the approved version stays up meanwhile."""

    __tablename__ = "listing_edit"
    id: Mapped[Key]
    listing_id: Mapped[Ref] = mapped_column(ForeignKey("listing.id"))
    changes: Mapped[Json]  # {column: new value}; "photos": [photo ids in order]
    of_revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="submitted")
    flags: Mapped[Json] = mapped_column(default=dict)
    risk: Mapped[int] = mapped_column(SmallInteger, default=0)
    reason: Mapped[str] = mapped_column(String(30), default="")
    reason_words: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[Moment]
    decided_at: Mapped[Moment | None]
    __table_args__ = (
        Index("uq_listing_edit_waiting", "listing_id", unique=True, postgresql_where=WAITS),
        Index("ix_listing_edit_waiting", "submitted_at", "id", postgresql_where=WAITS),
    )


class Recall(Base):
    """A model its maker or the authority took off the market; kept by staff."""

    __tablename__ = "recall"
    id: Mapped[Key]
    brand: Mapped[str] = mapped_column(String(60))  # folded: lower case, no spaces
    model: Mapped[str] = mapped_column(String(80))  # folded; a beginning, so that "BCD206" covers BCD-206WD
    about: Mapped[Words]
    source: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    __table_args__ = (UniqueConstraint("brand", "model"),)

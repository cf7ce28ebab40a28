"""Categories, attributes, products, offers, the search vocabulary and import batches."""

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
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Minor, Moment, Ref, Words
from marketplace.foundation.search.steps import IDS, Sizes, column

ON_SHELF = text("on_shelf")
# Where a row of a shelf stands in its orders (foundation/search/steps.py); prices in minor units.
PRICE_STEPS = Sizes("$", least=1_000, most=10_000_000)
POPULARITY_STEPS = Sizes("p", least=1, most=1_000_000)
IN_STOCK = "s"
STANDS = column(
    "on_shelf", PRICE_STEPS.sql("price_from"), POPULARITY_STEPS.sql("popularity"), *IDS.sql("id"),
    f"CASE WHEN in_stock THEN '{IN_STOCK}' ELSE '-' END",
)  # fmt: skip


class Category(Base):
    """A department (no parent) or a category within one."""

    __tablename__ = "category"
    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Words]
    words: Mapped[Json] = mapped_column(default=dict)  # {"en": [what people also call it], "zh": […]}
    drawing: Mapped[str] = mapped_column(String(30), default="generic")
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    state: Mapped[str] = mapped_column(String(20), default="shown")  # shown · hidden


class Attribute(Base):
    """One typed fact that products of a category (or department) carry."""

    __tablename__ = "attribute"
    id: Mapped[Key]
    category_id: Mapped[Ref] = mapped_column(ForeignKey("category.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    label: Mapped[Words]
    kind: Mapped[str] = mapped_column(String(10))  # number · choice · flag · text
    unit: Mapped[str] = mapped_column(String(12), default="")  # L, kg, kWh/year, dB …
    choices: Mapped[Json] = mapped_column(default=dict)  # {value: {"en": …, "zh": …, "also": other words}}
    better: Mapped[str] = mapped_column(String(4), default="")  # low · high · nothing to compare
    facet: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(SmallInteger, default=0)
    __table_args__ = (UniqueConstraint("category_id", "code"),)


class Product(Base):
    """A model that can be bought new."""

    __tablename__ = "product"
    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    department_id: Mapped[Ref] = mapped_column(ForeignKey("category.id"))
    category_id: Mapped[Ref] = mapped_column(ForeignKey("category.id"))
    brand: Mapped[str] = mapped_column(String(60))
    model: Mapped[str] = mapped_column(String(80))
    title: Mapped[Words]
    summary: Mapped[Words] = mapped_column(default=dict)
    attributes: Mapped[Json] = mapped_column(default=dict)
    energy_kwh_year: Mapped[Decimal | None] = mapped_column(Numeric(8, 1))
    manual: Mapped[str] = mapped_column(String(300), default="", server_default="")  # an address
    manual_by_staff: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    hidden: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # by staff
    on_shelf: Mapped[bool] = mapped_column(default=True)
    price_from: Mapped[Minor] = mapped_column(default=0)  # from here on derived, for lists only
    in_stock: Mapped[bool] = mapped_column(default=False)
    offers: Mapped[int] = mapped_column(SmallInteger, default=0)
    score_sum: Mapped[int] = mapped_column(default=0)
    score_count: Mapped[int] = mapped_column(default=0)
    sold: Mapped[int] = mapped_column(default=0)
    picture: Mapped[str | None] = mapped_column(String(32))  # token of the first photo anybody has of it
    known_elsewhere: Mapped[int] = mapped_column(default=0)  # reviews where it came from; ranks, never shown
    popularity: Mapped[int] = mapped_column(default=0)  # from `sold` and `known_elsewhere`
    search: Mapped[str] = mapped_column(TSVECTOR, deferred=True)
    steps: Mapped[str | None] = mapped_column(TSVECTOR, Computed(STANDS, persisted=True), deferred=True)
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("brand", "model"),
        Index(
            "ix_product_search",
            "search",
            "steps",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        *(
            Index(f"ix_product_{scope or 'all'}_{sort}", *columns, postgresql_where=ON_SHELF)
            for scope, lead in (("", ()), ("department", ("department_id",)), ("category", ("category_id",)))
            for sort, columns in (
                ("popular", (*lead, text("popularity DESC"), text("id DESC"))),
                ("price", (*lead, "price_from", "id")),
                ("newest", (*lead, text("id DESC"))),
            )
        ),
        # The few that staff look for among the many.
        Index("ix_product_hidden", "id", postgresql_where=text("hidden")),
        Index("ix_product_off", "id", postgresql_where=text("NOT on_shelf AND NOT hidden")),
        CheckConstraint("price_from >= 0", name="price_not_negative"),
    )

    @property
    def score(self) -> Decimal | None:
        """Return the mean of its stars, 1 to 5, or None before the first review."""
        return Decimal(self.score_sum) / self.score_count if self.score_count else None


class Offer(Base):
    """One supplier's terms for one product; amounts in minor units of the settlement currency."""

    __tablename__ = "offer"
    id: Mapped[Key]
    product_id: Mapped[Ref] = mapped_column(ForeignKey("product.id"))
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"))
    sku: Mapped[str] = mapped_column(String(60), default="")
    price: Mapped[Minor]
    price_rule: Mapped[str] = mapped_column(
        String(20), default=""
    )  # how an import set the price; empty: given
    cost_price: Mapped[Minor | None]  # the supplier's own; never leaves its portal
    shipping: Mapped[Minor] = mapped_column(
        default=0
    )  # per order of this supplier, the dearest line's counts
    warranty_months: Mapped[int] = mapped_column(SmallInteger, default=12)
    delivery_days: Mapped[int] = mapped_column(
        SmallInteger, default=3
    )  # working days from shipping to the door
    state: Mapped[str] = mapped_column(String(20), default="on")  # on · off
    created_at: Mapped[Moment]
    updated_at: Mapped[Moment]
    __table_args__ = (
        UniqueConstraint("product_id", "supplier_id"),
        Index("ix_offer_supplier", "supplier_id", text("id DESC")),
        Index("ix_offer_sku", text("lower(sku) text_pattern_ops"), postgresql_where=text("sku <> ''")),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("cost_price IS NULL OR cost_price >= 0", name="cost_not_negative"),
        CheckConstraint("shipping >= 0", name="shipping_not_negative"),
    )


class SearchWord(Base):
    """A Latin word the catalogue contains, findable by itself with one letter left out."""

    __tablename__ = "search_word"
    word: Mapped[str] = mapped_column(String(40), primary_key=True)
    stubs: Mapped[list[str]] = mapped_column(JSONB, default=list)
    __table_args__ = (Index("ix_search_word_stubs", "stubs", postgresql_using="gin"),)


class FacetValue(Base):
    """A value that products of a category have for a facet: what the filter offers. Refreshed by a job."""

    __tablename__ = "facet_value"
    id: Mapped[Key]
    category_id: Mapped[Ref] = mapped_column(ForeignKey("category.id"))
    code: Mapped[str] = mapped_column(String(40))  # an attribute's code, or "brand"
    value: Mapped[str] = mapped_column(String(80))
    products: Mapped[int]
    __table_args__ = (UniqueConstraint("category_id", "code", "value"),)


class ImportBatch(Base):
    """One file of products and offers being read in, row by row, resumable."""

    __tablename__ = "import_batch"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[str] = mapped_column(Text, deferred=True)
    mapping: Mapped[str] = mapped_column(String(30))
    rules: Mapped[Json] = mapped_column(default=dict)
    dry_run: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(20), default="waiting")  # waiting · running · done · failed
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_new: Mapped[int] = mapped_column(default=0)
    rows_changed: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list)
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]

"""A product's page: who offers it on which terms, what it costs to run, its facts, what buyers say."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import current_app, render_template, request, url_for

from marketplace.domains.aftersales.queries import offers_side_by_side, reviews_of_product
from marketplace.domains.catalog.models import Product
from marketplace.domains.catalog.queries import get_product_in_range
from marketplace.domains.catalog.tree.atlas import Node, atlas, describe
from marketplace.domains.catalog.tree.brands import brand_words
from marketplace.foundation import clock, money
from marketplace.foundation.paging import Page
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.arrival import arrival
from marketplace.portals.storefront.shelf.facts import YEARS, fact_text, label_of, long_cost, yearly_cost
from marketplace.web import formats
from marketplace.web.pagecache import public_page

FEW = 5  # pieces at which we say how many are left


@dataclass(frozen=True, slots=True)
class Terms:
    """One supplier's offer as a buyer weighs it; amounts in minor units."""

    id: int
    supplier: str
    price: int
    shipping: int
    free: int
    warranty_months: int
    first_day: datetime
    last_day: datetime
    score: Decimal | None
    reviews: int
    by_rule: bool

    @property
    def total(self) -> int:
        return self.price + self.shipping


@portal.get("/products/<slug>")
@public_page
def product(slug: str) -> str:
    """Show one product. Refuses: an unknown address."""
    tree = atlas()
    found, low, high = get_product_in_range(slug)
    offers = [_terms(row, clock.now()) for row in offers_side_by_side(found.id)]
    leaf = tree.nodes[found.category_id]
    reviews: Page[Any] = Page([], None, None)
    if found.score_count:
        reviews = reviews_of_product(found.id, cursor=request.args.get("reviews"))
    return render_template(
        "storefront/products/show.html",
        product=found,
        title=formats.local(found.title),
        brand=formats.local(brand_words(found.brand)),
        kind=leaf.drawing,
        trail=_trail(leaf, found),
        offers=offers,
        best=next((offer for offer in offers if offer.free > 0), None),
        few=FEW,
        energy=_energy(found, low, high),
        years=YEARS,
        facts=[
            (label_of(m), fact_text(m, v)) for m, v in describe(tree.measures_of(leaf.id), found.attributes)
        ],
        reviews=reviews,
        json_ld=_json_ld(found, offers),
    )


def _terms(row: Any, now: datetime) -> Terms:
    first, last = arrival(now, row.Offer.delivery_days)
    return Terms(
        id=row.Offer.id,
        supplier=formats.local(row.Supplier.name),
        price=row.Offer.price,
        shipping=row.Offer.shipping,
        free=int(row.free),
        warranty_months=row.Offer.warranty_months,
        first_day=first,
        last_day=last,
        score=round(Decimal(row.score), 1) if row.score is not None else None,
        reviews=row.reviews,
        by_rule=bool(row.Offer.price_rule),
    )


def _trail(leaf: Node, found: Product) -> list[tuple[str, str]]:
    """Return the way here, short enough for one line of a phone."""
    return [(formats.local(leaf.name), url_for("storefront.category", slug=leaf.slug)), (found.model, "")]


def _energy(found: Product, low: Decimal | None, high: Decimal | None) -> dict[str, Any] | None:
    """Return what the energy strip shows; None when its use is not known."""
    kwh = found.energy_kwh_year
    if kwh is None:
        return None
    return {
        "value": round(kwh),
        "low": round(min(low or kwh, kwh)),
        "high": round(max(high or kwh, kwh)),
        "grade": found.attributes.get("grade"),
        "cost": yearly_cost(kwh),
        "long_cost": long_cost(found),
    }


def _json_ld(found: Product, offers: list[Terms]) -> dict[str, Any]:
    """Return the product as schema.org says it, for search engines."""
    settings = current_app.config["SETTINGS"]
    url = f"{settings.own_url}/products/{found.slug}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": formats.local(found.title),
        "brand": {"@type": "Brand", "name": found.brand},
        "model": found.model,
        "sku": found.slug,
        "url": url,
    }
    if found.score_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(round(Decimal(found.score_sum) / found.score_count, 1)),
            "reviewCount": found.score_count,
        }
    data["offers"] = [_offer_ld(offer, url, settings.currency) for offer in offers]
    return data


def _offer_ld(offer: Terms, url: str, currency: str) -> dict[str, Any]:
    stock = "InStock" if offer.free > 0 else "OutOfStock"
    return {
        "@type": "Offer",
        "price": money.plain(offer.price, currency),
        "priceCurrency": currency,
        "itemCondition": "https://schema.org/NewCondition",
        "availability": f"https://schema.org/{stock}",
        "url": url,
        "seller": {"@type": "Organization", "name": offer.supplier},
    }

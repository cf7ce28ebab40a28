"""A product's page: who offers it on which terms, what it costs to run, its facts, what buyers say."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import current_app, render_template, request, url_for

from marketplace.domains.aftersales.queries import reviews_of_product
from marketplace.domains.aftersales.side_by_side import Offering, product_side_by_side
from marketplace.domains.catalog.tree.atlas import Atlas, Node, atlas, describe
from marketplace.domains.catalog.tree.brands import brand_words
from marketplace.domains.catalog.tree.offered import offered
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import clock, money
from marketplace.foundation.paging import Page
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.shelf.arrival import arrival
from marketplace.portals.storefront.shelf.facts import YEARS, fact_text, label_of, long_cost, yearly_cost
from marketplace.web import formats
from marketplace.web.pagecache import public_page

MOST_PHOTOS = 12
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
    found, offerings = product_side_by_side(slug)
    now = clock.now()
    offers = [_terms(offering, now) for offering in offerings]
    leaf = tree.nodes[found.category_id]
    low, high = offered(tree, leaf.id).energy_range
    photos = _photos(found, offers)
    return render_template(
        "storefront/products/show.html",
        product=found,
        title=formats.local(found.title),
        brand=formats.local(brand_words(found.brand)),
        kind=leaf.drawing,
        photos=photos,
        trail=_trail(leaf, found),
        offers=offers,
        best=next((offer for offer in offers if offer.free > 0), None),
        few=FEW,
        energy=_energy(found, low, high),
        years=YEARS,
        facts=_facts(tree, found),
        score=_score(found),
        reviews=_reviews(found),
        json_ld=_json_ld(found, offers, photos),
    )


def _photos(found: Any, offers: list[Terms]) -> list[Photo]:
    """Return what its suppliers show of it, the eldest offer's photos first; nobody is asked when lists show none."""
    if not found.picture:
        return []
    hung = photos_of([f"offer:{number}" for number in sorted(offer.id for offer in offers)], shown=True)
    return [photo for photos in hung.values() for photo in photos][:MOST_PHOTOS]


def _reviews(found: Any) -> Page[Any]:
    cursor = request.args.get("reviews")
    return reviews_of_product(found.id, cursor=cursor) if found.score_count else Page([], None, None)


def _facts(tree: Atlas, found: Any) -> list[tuple[str, str]]:
    known = describe(tree.measures_of(found.category_id), found.attributes)
    return [(label_of(measure), fact_text(measure, value)) for measure, value in known]


def _terms(offering: Offering, now: datetime) -> Terms:
    first, last = arrival(now, offering.delivery_days)
    return Terms(
        id=offering.id,
        supplier=formats.local(offering.supplier),
        price=offering.price,
        shipping=offering.shipping,
        free=offering.free,
        warranty_months=offering.warranty_months,
        first_day=first,
        last_day=last,
        score=round(Decimal(offering.score), 1) if offering.score is not None else None,
        reviews=offering.reviews,
        by_rule=bool(offering.price_rule),
    )


def _score(found: Any) -> Decimal:
    """Return the mean of its stars, 0 before the first review."""
    return Decimal(found.score_sum) / found.score_count if found.score_count else Decimal(0)


def _trail(leaf: Node, found: Any) -> list[tuple[str, str]]:
    """Return the way here, short enough for one line of a phone."""
    return [(formats.local(leaf.name), url_for("storefront.category", slug=leaf.slug)), (found.model, "")]


def _energy(found: Any, low: Decimal | None, high: Decimal | None) -> dict[str, Any] | None:
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


def _json_ld(found: Any, offers: list[Terms], photos: list[Photo]) -> dict[str, Any]:
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
    if photos:
        data["image"] = [
            f"{settings.own_url}/media/{photo.token}/{max(map(int, photo.sizes))}.jpg" for photo in photos
        ]
    if found.score_count:
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": str(round(_score(found), 1)),
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

"""The photos of an offer: buyers see them on the product's page, and the first one in lists."""

from flask import render_template, url_for
from werkzeug import Response

from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.queries import supplier_of_offer
from marketplace.domains.photos.queries import hanging, why_barred
from marketplace.domains.photos.receive import MOST_OF_ONE_THING
from marketplace.foundation import clock
from marketplace.journeys.photos.take import take
from marketplace.journeys.photos.tidy import tidy
from marketplace.journeys.refresh_shelf import refresh_shelf
from marketplace.portals.supplier import portal
from marketplace.portals.supplier.shelf.offers import mine
from marketplace.web import access, htmx, media, uploads


@portal.get("/offers/<int:offer_id>/photos")
def offer_photos(offer_id: int) -> str:
    """Show the photos of an offer, to be ordered and taken off."""
    return _page(offer_id, [])


@portal.post("/offers/<int:offer_id>/photos")
def add_offer_photos(offer_id: int) -> Response | tuple[str, int]:
    """Take photos in; each is on its own, so that one refused spoils no other."""
    mine(offer_id)
    actor = access.as_supplier()
    refused = uploads.take_each(
        lambda upload: take(
            owner_id=access.me().id,
            purpose="product",
            holder=_holder(offer_id),
            data=upload.data,
            name=upload.name,
            public=True,
            allowed=lambda: mine(offer_id),
            actor=actor,
            at=clock.now(),
        )
    )
    if refused:
        return _page(offer_id, refused), 422
    return htmx.see_other(url_for("supplier.offer_photos", offer_id=offer_id))


@portal.post("/offers/<int:offer_id>/photos/<token>")
def tidy_offer_photo(offer_id: int, token: str) -> Response:
    """Move a photo, or take it off."""
    mine(offer_id)
    actor, at = access.as_supplier(), clock.now()
    tidy(holder=_holder(offer_id), token=token, act=uploads.act(), actor=actor, at=at)
    refresh_shelf(offer_ids=[offer_id], at=at)
    return htmx.see_other(url_for("supplier.offer_photos", offer_id=offer_id) + uploads.spot(token))


@media.room("offer")
def colleagues(offer_id: int, _: Person) -> bool:
    """Let who works at an offer's supplier see its photos while nobody else does; and staff who may take them off."""
    places = {place.supplier_id for place in access.work_places()}
    return access.may("catalog.read") or supplier_of_offer(offer_id) in places


def _holder(offer_id: int) -> str:
    return f"offer:{offer_id}"


def _page(offer_id: int, refused: list[str]) -> str:
    photos = hanging(_holder(offer_id))
    return render_template(
        "supplier/offers/photos.html",
        row=mine(offer_id),
        photos=photos,
        barred=why_barred(photos),
        most=MOST_OF_ONE_THING(),
        refused=refused,
    )

"""The second step: photos of the appliance, and one of its rating plate."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.domains.listings.gates import LEAST_PHOTOS, PLATE
from marketplace.domains.listings.queries import holder_of
from marketplace.domains.listings.states import EDITABLE, LISTING
from marketplace.domains.photos.models import Photo
from marketplace.domains.photos.queries import get_photo, hanging
from marketplace.domains.photos.receive import MOST_OF_ONE_THING
from marketplace.foundation import clock
from marketplace.foundation.refusals import Stale
from marketplace.journeys.photos.take import take
from marketplace.journeys.photos.tidy import tidy
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.steps import Mine, is_short, mine, page, step_url
from marketplace.web import access, htmx, uploads

ON_SHELF = (
    "published"  # new photos may come, unseen until a moderator has looked; those shown stay as they are
)


@portal.get("/listings/<number>/photos")
def listing_photos(number: str) -> str:
    """Show the photos, to be ordered and taken off."""
    return _page(_open(number), [])


@portal.post("/listings/<number>/photos")
def add_listing_photos(number: str) -> ResponseReturnValue:
    """Take photos in; each is on its own, so that one refused spoils no other."""
    holder = holder_of(_open(number).listing.id)
    actor = access.as_buyer()
    refused = uploads.take_each(
        lambda upload: take(
            owner_id=access.me().id,
            purpose="listing",
            holder=holder,
            data=upload.data,
            name=upload.name,
            role=PLATE if request.form.get("role") == PLATE else "",
            allowed=lambda: _open(number, lock=True),
            actor=actor,
            at=clock.now(),
        )
    )
    if refused:
        return _page(_open(number), refused), 422
    return htmx.see_other(_url(number))


@portal.post("/listings/<number>/photos/<token>")
def tidy_listing_photo(number: str, token: str) -> ResponseReturnValue:
    """Move a photo, or take it off. Refuses: one that buyers see; an edit says which are shown."""
    this = _open(number, lock=True)
    holder = holder_of(this.listing.id)
    if this.listing.state == ON_SHELF and get_photo(token, holder=holder).published:
        raise Stale(LISTING.refusal)
    tidy(holder=holder, token=token, act=uploads.act(), actor=access.as_buyer(), at=clock.now())
    return htmx.see_other(_url(number) + uploads.spot(token))


def _open(number: str, *, lock: bool = False) -> Mine:
    """Return a listing photos may be hung on. Refuses: one that a moderator looks at, that is sold or rejected."""
    this = mine(number, lock=lock)
    if this.listing.state not in (*EDITABLE, ON_SHELF):
        raise LISTING.stale(this.listing.state)
    return this


def _url(number: str) -> str:
    """Return the page that shows a listing's photos."""
    listing = mine(number).listing
    return step_url(listing, "bought_here" if is_short(listing) else "photos")


def _page(this: Mine, refused: list[str]) -> str:
    photos = hanging(holder_of(this.listing.id))
    most = MOST_OF_ONE_THING() - 1  # one place is the plate's
    if this.listing.state == ON_SHELF:
        new = [photo for photo in photos if not photo.published]
        return render_template(
            "seller/listings/more_photos.html", listing=this.listing, photos=new, most=most, refused=refused
        )
    shown, plates = _apart(photos)
    return page(
        this, "photos", photos=shown, plates=plates, refused=refused, most=most, least=LEAST_PHOTOS(),
        at_plate=request.form.get("role") == PLATE,
    )  # fmt: skip


def _apart(photos: list[Photo]) -> tuple[list[Photo], list[Photo]]:
    """Return the photos of the appliance, and those of its rating plate."""
    return [p for p in photos if p.role != PLATE], [p for p in photos if p.role == PLATE]

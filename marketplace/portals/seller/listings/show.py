"""A listing as its seller sees it: what others will see, where it stands, and what is in the way."""

from collections.abc import Sequence

from flask import render_template

from marketplace.domains.catalog.tree.atlas import atlas, describe
from marketplace.domains.inventory.units.story import story_of
from marketplace.domains.listings.checklists import checklist_of
from marketplace.domains.listings.gates import PLATE, Gap, gaps
from marketplace.domains.listings.moderation.decide import REASONS
from marketplace.domains.listings.queries import find_recall, get_seller, last_edit, photos_of_listing
from marketplace.domains.listings.states import EDITABLE, PUBLIC
from marketplace.domains.photos.models import Photo
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.condition import DEFECT_WORDS
from marketplace.portals.seller.listings.handover import EXTRA_WORDS, WAY_WORDS
from marketplace.portals.seller.listings.price import of_price
from marketplace.portals.seller.listings.steps import Mine, mine


@portal.get("/listings/<number>")
def listing(number: str) -> str:
    """Show a listing of one's own; a draft with what keeps it from being submitted."""
    this = mine(number)
    row = this.listing
    photos = photos_of_listing(row.id)
    edit = last_edit(row.id) if row.state in PUBLIC else None
    return render_template(
        "seller/listings/show.html",
        listing=row,
        kind=this.kind,
        node=atlas().nodes[this.kind.category_id],
        photos=[photo for photo in photos if photo.role != PLATE],
        items=checklist_of(this.kind),
        facts=describe(atlas().measures_of(this.kind.category_id), row.attributes),
        story=story_of(row.unit_id),
        gaps=_gaps(this, photos) if row.state in EDITABLE else [],
        editable=row.state in EDITABLE,
        is_seller=get_seller(row.seller_id) is not None,
        edit=edit,
        reason=REASONS.get(row.reason, ""),
        earning=None if row.state == "sold" else of_price(this, row.price),
        edit_reason=REASONS.get(edit.reason, "") if edit else "",
        defect_words=DEFECT_WORDS,
        way_words=WAY_WORDS,
        extra_words=EXTRA_WORDS,
        currency=settlement_currency(),
    )


def _gaps(this: Mine, photos: Sequence[Photo]) -> list[Gap]:
    row = this.listing
    return gaps(
        row,
        this.kind,
        photos,
        recalled=find_recall(row.brand, row.model) is not None,
        today=clock.now().date(),
    )

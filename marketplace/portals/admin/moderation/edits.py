"""Changes of approved listings: what is on the shelf beside what is wished."""

from functools import partial

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.listings.models import Listing, ListingEdit
from marketplace.domains.listings.moderation.decide import APPROVE, REJECT
from marketplace.domains.listings.moderation.queries import changes_of, get_edit, waiting_edits_page
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import clock
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Missing
from marketplace.journeys.moderating.decide_listing import decide_listing_edit
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import VerdictForm
from marketplace.portals.admin.moderation.sides import sides
from marketplace.portals.admin.moderation.verdict import DONE, MODERATE, offered
from marketplace.web import access, htmx
from marketplace.web.access import needs


@portal.get("/moderation/edits")
@needs(MODERATE)
def listing_edits() -> str:
    """Show changes that wait, oldest first."""
    page = waiting_edits_page(cursor=desk.cursor())
    found = {row.id: row for row in _listings([edit.listing_id for edit in page.rows])}
    people = people_by_id({row.seller_id for row in found.values()})
    return render_template("admin/moderation/edits.html", page=page, listings=found, sellers=people)


@portal.get("/moderation/edits/<int:edit_id>")
@needs(MODERATE)
def listing_edit(edit_id: int) -> str:
    """Show one change, side by side with what is on the shelf."""
    return _page(get_edit(edit_id), VerdictForm(formdata=None))


@portal.post("/moderation/edits/<int:edit_id>")
@needs(MODERATE)
def listing_edit_decision(edit_id: int) -> ResponseReturnValue:
    """Decide about a change."""
    edit = get_edit(edit_id)
    form = _offered(VerdictForm(), edit)
    act = partial(decide_listing_edit, edit_id=edit.id, actor=access.as_admin(), at=clock.now())
    if desk.ruled(form, act) is None:
        return _page(edit, form), 422
    flash(_(DONE[form.verdict.data]), "good")
    return htmx.see_other(url_for("admin.listing_edits"))


def _listings(ids: list[int]) -> list[Listing]:
    return session.query(Listing).filter(Listing.id.in_(ids)).all() if ids else []


def _offered(form: VerdictForm, edit: ListingEdit) -> VerdictForm:
    return offered(form, (APPROVE, REJECT) if edit.state == "submitted" else ())


def _page(edit: ListingEdit, form: VerdictForm) -> str:
    found = session.get(Listing, edit.listing_id)
    if found is None:
        raise Missing
    holder = f"listing:{found.id}"
    photos = {photo.id: photo for photo in photos_of([holder])[holder]}
    wanted = edit.changes.get("photos")
    return render_template(
        "admin/moderation/edit.html",
        edit=edit,
        row=found,
        changes=changes_of(edit, found),
        sides=sides,
        shown=[photo for photo in photos.values() if photo.published],
        wanted=[photos[key] for key in wanted if key in photos] if wanted is not None else None,
        form=_offered(form, edit),
        who=people_by_id({found.seller_id}).get(found.seller_id),
        is_own=found.seller_id == access.me().id,
    )

"""The queue: what waits, oldest first; several decided alike, and taken back together."""

from functools import partial
from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.moderation.decide import APPROVE, ASK, REJECT, UNDO
from marketplace.domains.listings.moderation.flags import FLAGS
from marketplace.domains.listings.moderation.queries import (
    MOST_COUNTED,
    STATES,
    count_by_flag,
    count_waiting_edits,
    waiting_listings,
)
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import clock
from marketplace.foundation.paging import Page
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.moderating.decide_listing import decide_all
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import VerdictForm
from marketplace.portals.admin.moderation.verdict import MODERATE, offered
from marketplace.web import access, htmx
from marketplace.web.access import needs

BULK = (APPROVE, ASK, REJECT)


@portal.get("/moderation")
@needs(MODERATE)
def moderation() -> str:
    """Show listings that wait, oldest first, by flag; or those decided, newest first."""
    return _page(VerdictForm(formdata=None))


@portal.post("/moderation")
@needs(MODERATE)
def moderation_bulk() -> ResponseReturnValue:
    """Decide about all that are ticked alike, and offer to take it back."""
    form, ids = offered(VerdictForm(), BULK), desk.ticked()
    if not ids:
        form.refuse(Refused(N_("Tick at least one listing."), field="verdict"))
        return _page(form), 422
    act = partial(
        decide_all, listing_ids=ids, read_at=desk.read_at(), actor=access.as_admin(), at=clock.now()
    )
    ends = desk.ruled(form, act)
    if ends is None:
        return _page(form), 422
    done, left = ends
    _tell(done, left)
    return htmx.see_other(url_for("admin.moderation", undo=",".join(map(str, done)) or None))


@portal.post("/moderation/undo")
@needs(MODERATE)
def moderation_undo() -> ResponseReturnValue:
    """Take decisions back: they wait again."""
    done, left = decide_all(listing_ids=desk.ticked(), verb=UNDO, actor=access.as_admin(), at=clock.now())
    if done:
        flash(ngettext("%(num)s listing waits again.", "%(num)s listings wait again.", len(done)), "good")
    if left:
        flash(_("Some have moved on and stay as they are."), "held")
    return htmx.see_other(url_for("admin.moderation"))


def _tell(done: list[int], left: list[int]) -> None:
    if done:
        flash(ngettext("%(num)s listing decided.", "%(num)s listings decided.", len(done)), "good")
    if left:
        flash(_("Some have moved on or are your own, and stay as they are."), "held")


def _page(form: VerdictForm) -> str:
    state, flag = desk.choice("state", STATES) or "submitted", desk.choice("flag", FLAGS)
    page = waiting_listings(state=state, flag=flag, cursor=desk.cursor())
    return render_template(
        "admin/moderation/list.html",
        page=page,
        form=offered(form, BULK),
        state=state,
        states=STATES,
        flag=flag,
        flags=FLAGS,
        counts=count_by_flag(),
        edits=count_waiting_edits(),
        most=MOST_COUNTED,
        sellers=people_by_id({row.seller_id for row in page.rows}),
        faces=_faces(page),
        undo=desk.undone(),
        ticked=desk.ticked(),
    )


def _faces(page: Page[Listing]) -> dict[int, Any]:
    """Return listing id → its first photo that can be shown."""
    found = photos_of([f"listing:{row.id}" for row in page.rows])
    ready = {holder: [p for p in photos if p.state == "ready"] for holder, photos in found.items()}
    return {row.id: next(iter(ready[f"listing:{row.id}"]), None) for row in page.rows}

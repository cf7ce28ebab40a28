"""One listing before a moderator: everything its seller said, what is odd, and the decision."""

from functools import partial

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import get_person
from marketplace.domains.catalog.tree.atlas import atlas
from marketplace.domains.listings.checklists import DEFECTS, checklist_of
from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.moderation.decide import REASONS
from marketplace.domains.listings.moderation.flags import FLAGS
from marketplace.domains.listings.moderation.queries import get_submitted, next_waiting
from marketplace.domains.listings.queries import get_seller, kind_of
from marketplace.domains.photos.queries import photos_of
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.journeys.moderating.decide_listing import decide_listing
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import VerdictForm
from marketplace.portals.admin.moderation.verdict import DONE, MODERATE, VERDICTS, offered
from marketplace.web import access, htmx
from marketplace.web.access import needs


@portal.get("/moderation/<number>")
@needs(MODERATE)
def moderated(number: str) -> str:
    """Show one listing."""
    row = get_submitted(number)
    return _page(row, VerdictForm(formdata=None))


@portal.post("/moderation/<number>")
@needs(MODERATE)
def moderated_decision(number: str) -> ResponseReturnValue:
    """Decide, and go on to the next that waits."""
    row = get_submitted(number)
    form, after = offered(VerdictForm(), VERDICTS.get(row.state, ())), next_waiting(row)
    actor, read_at = access.as_admin(), desk.read_at()
    act = partial(decide_listing, listing_id=row.id, read_at=read_at, actor=actor, at=clock.now())
    if desk.ruled(form, act) is None:
        return _page(row, form), 422
    flash(_(DONE[form.verdict.data]), "good")
    if after is None:
        return htmx.see_other(url_for("admin.moderation", undo=row.id))
    return htmx.see_other(url_for("admin.moderated", number=after.number, undo=row.id))


def _page(row: Listing, form: VerdictForm) -> str:
    holder, kind = f"listing:{row.id}", kind_of(row.category_id)
    history = history_of([("listing", row.id), ("seller", row.seller_id)])
    return render_template(
        "admin/moderation/show.html",
        row=row,
        form=offered(form, VERDICTS.get(row.state, ())),
        category=atlas().nodes[kind.category_id].name if kind else None,
        items=checklist_of(kind) if kind else (),
        photos=photos_of([holder])[holder],
        who=get_person(row.seller_id),
        seller=get_seller(row.seller_id),
        flags=[(code, FLAGS[code][1], params) for code, params in row.flags.items() if code in FLAGS],
        why=REASONS.get(row.reason, ""),
        usual=REASONS,
        defect_words=DEFECTS,
        undo=desk.undone(),
        after=next_waiting(row) if row.state == "submitted" else None,
        history=history,
        people=desk.actors_of(history),
        is_own=row.seller_id == access.me().id,
    )

"""Reviews that break the rules are hidden, each with a reason."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.aftersales.moderate import all_reviews, hide, show
from marketplace.domains.aftersales.states import REVIEW
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.web import access, htmx, links
from marketplace.web.access import needs

STARS = ("1", "2", "3", "4", "5")
REASONS = (
    N_("Insults or hatred"),
    N_("Personal details of somebody"),
    N_("Advertising"),
    N_("Not about this product"),
)
VERBS = {"hide": hide, "show": show}


@portal.get("/reviews")
@needs("reviews.moderate")
def reviews() -> str:
    """Show everybody's reviews, newest first."""
    state, stars = desk.choice("state", REVIEW.states), desk.choice("stars", STARS)
    page = all_reviews(state=state, stars=int(stars) if stars else None, cursor=desk.cursor())
    rows = history_of([("review", row.id) for row in page.rows])
    return render_template(
        "admin/reviews/list.html",
        page=page,
        state=state,
        stars=stars,
        form=ReasonForm(formdata=None).offer(REASONS),
        last={row.subject_id: row for row in reversed(rows)},
        people=desk.actors_of(rows),
    )


@portal.post("/reviews/<int:review_id>/visibility")
@needs("reviews.moderate")
def review_visibility(review_id: int) -> ResponseReturnValue:
    """Hide a review or show it again; the product's score follows."""
    verb = request.form.get("verb", "")
    if verb not in VERBS:
        raise Refused(N_("Say yes or no."))
    form = ReasonForm().offer(REASONS)
    if not form.validate():
        raise Refused(N_("Say why, in at most %(most)s characters."), most=desk.LONGEST_WORDS)
    why = form.reason if verb == "hide" or form.why.data else N_("It was cleared up")
    VERBS[verb](review_id=review_id, why=why, actor=access.as_admin(), at=clock.now())
    flash(_("The review is hidden.") if verb == "hide" else _("The review is shown again."), "good")
    return htmx.see_other(links.asked_next(url_for("admin.reviews")))

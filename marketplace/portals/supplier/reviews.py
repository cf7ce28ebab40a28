"""What buyers said, and the supplier's one reply."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.domains.aftersales.queries import (
    get_received_review,
    how_many_unanswered,
    reviews_of_supplier,
)
from marketplace.domains.aftersales.review import LONGEST_WORDS, answer
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.supplier import portal
from marketplace.web import access, htmx
from marketplace.web.forms import Form


class ReplyForm(Form):
    """The one reply."""

    words = TextAreaField(
        _l("Your reply"),
        description=_l("It stands under the review for everybody, and cannot be changed."),
        validators=[InputRequired(_l("Write a reply first.")), Length(max=LONGEST_WORDS)],
        render_kw={"rows": 5, "maxlength": LONGEST_WORDS},
    )


@portal.get("/reviews")
def reviews() -> str:
    """Show the reviews: those without a reply oldest first, or all newest first."""
    here, shelf = access.work_place().supplier_id, request.args.get("shelf", "")
    waiting = shelf == "waiting"
    return render_template(
        "supplier/reviews/list.html",
        page=reviews_of_supplier(here, waiting=waiting, cursor=request.args.get("cursor")),
        waiting=waiting,
        unanswered=how_many_unanswered(here),
    )


@portal.get("/reviews/<int:review_id>/reply")
def reply(review_id: int) -> str:
    """Show the review and the form for the reply."""
    return _page(ReplyForm(), review_id)


@portal.post("/reviews/<int:review_id>/reply")
def reply_to(review_id: int) -> Response | tuple[str, int]:
    """Keep the reply."""
    form = ReplyForm()
    if not form.validate_on_submit():
        return _page(form, review_id), 422
    try:
        answer(
            review_id=review_id,
            supplier_id=access.work_place().supplier_id,
            person_id=access.me().id,
            words=form.words.data,
            at=clock.now(),
        )
    except Refused as no:
        form.refuse(no)
        return _page(form, review_id), 422
    flash(_("Your reply stands under the review."), "good")
    return htmx.see_other(url_for("supplier.reviews"))


def _page(form: ReplyForm, review_id: int) -> str:
    found = get_received_review(review_id, supplier_id=access.work_place().supplier_id)
    return render_template("supplier/reviews/reply.html", form=form, review=found)

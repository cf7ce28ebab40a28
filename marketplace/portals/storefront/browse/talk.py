"""Questions about a listing for all to read, and their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from marketplace.domains.haggling.asking.ask import LONGEST, answer
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.chatting.ask_seller import ask_seller
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.browse.page import QuestionForm
from marketplace.portals.storefront.used.deal import get_listing
from marketplace.portals.storefront.used.listing import show
from marketplace.web import access, htmx, limits

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

LARGEST_ID = 2**62


@portal.post("/second-hand/<number>/questions")
@access.signed_in
@limits.limited("30 per hour", by=limits.by_account)
def question(number: str) -> ResponseReturnValue:
    """Ask the seller, for all to read."""
    found, form = get_listing(number), QuestionForm()
    if form.validate_on_submit():
        try:
            ask_seller(listing=found, person_id=access.me().id, words=form.words.data or "", at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Asked. We tell you when the seller answers."), "good")
            return _back(number)
    return show(number, question=form), 422


@portal.post("/second-hand/<number>/questions/<int:question_id>/answer")
@access.signed_in
def question_answer(number: str, question_id: int) -> ResponseReturnValue:
    """Answer as the seller, for all to read."""
    answer(
        question_id=min(question_id, LARGEST_ID),
        listing=get_listing(number),
        seller_id=access.me().id,
        words=request.form.get("words", "")[: LONGEST + 1],
        at=clock.now(),
    )
    return _back(number)


def _back(number: str) -> Response:
    return htmx.see_other(url_for("storefront.used_listing", number=number, _anchor="questions"))

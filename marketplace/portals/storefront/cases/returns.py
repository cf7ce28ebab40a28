"""The goods of a case go back: the buyer says how, the other side confirms or objects."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.cases.bring_back import object_to_return, receive_goods_back, send_goods_back
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.cases.show import ReturnForm, SayForm, case_page, mine
from marketplace.web import access, htmx


@portal.post("/cases/<number>/return")
@access.signed_in
def case_return(number: str) -> ResponseReturnValue:
    """Say that the goods left."""
    this, form = mine(number), ReturnForm()
    if form.validate_on_submit():
        way, said, actor = form.way.data, form.details.data, access.as_buyer()
        try:
            send_goods_back(case_id=this.case.id, way=way, words=said, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("The other side knows. Once it is back, the money is on its way to you."), "good")
            return _back(number)
    return case_page(this, back=form), 422


@portal.post("/cases/<number>/return/receipt")
@access.signed_in
def case_return_receipt(number: str) -> ResponseReturnValue:
    """Confirm that the goods are back."""
    receive_goods_back(case_id=mine(number).case.id, actor=access.as_buyer(), at=clock.now())
    flash(_("Thank you. The buyer gets the money back."), "good")
    return _back(number)


@portal.post("/cases/<number>/return/objection")
@access.signed_in
def case_return_objection(number: str) -> ResponseReturnValue:
    """Say that it is not back, or not what was sold."""
    this, form = mine(number), SayForm()
    if form.validate_on_submit():
        key, actor = form.replay_key.data, access.as_buyer()
        try:
            object_to_return(
                case_id=this.case.id, words=form.words.data, key=key, actor=actor, at=clock.now()
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Coolspot decides now. Both sides can still add what they have."), "good")
            return _back(number)
    return case_page(this, form=form), 422


def _back(number: str) -> ResponseReturnValue:
    return htmx.see_other(url_for("storefront.case", number=number))

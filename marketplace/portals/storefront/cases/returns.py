"""The goods of a case go back: the buyer says how, the other side confirms or objects."""

from flask import flash
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.cases.bring_back import object_to_return, receive_goods_back, send_goods_back
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.cases.show import ReturnForm, case_page, mine, press, say, to_case
from marketplace.web import access


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
            return to_case(number)
    return case_page(this, back=form), 422


@portal.post("/cases/<number>/return/receipt")
@access.signed_in
def case_return_receipt(number: str) -> ResponseReturnValue:
    """Confirm that the goods are back."""
    return press(number, receive_goods_back, _("Thank you. The buyer gets the money back."))


@portal.post("/cases/<number>/return/objection")
@access.signed_in
def case_return_objection(number: str) -> ResponseReturnValue:
    """Say that it is not back, or not what was sold."""
    return say(number, object_to_return, _("Coolspot decides now. Both sides can still add what they have."))

"""What the two sides do in a case: add to it, agree, ask the platform, take it back."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.speak import escalate_case, speak_in_case, withdraw_case
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.cases.show import SayForm, case_page, mine
from marketplace.web import access, htmx


@portal.post("/cases/<number>/entries")
@access.signed_in
def case_entry(number: str) -> ResponseReturnValue:
    """Write in a case; the other side's first words are its answer."""
    this, form = mine(number), SayForm()
    if form.validate_on_submit():
        key, actor = form.replay_key.data, access.as_buyer()
        try:
            speak_in_case(case_id=this.case.id, words=form.words.data, key=key, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            return _back(number)
    return case_page(this, form=form), 422


@portal.post("/cases/<number>/agreement")
@access.signed_in
def case_agreement(number: str) -> ResponseReturnValue:
    """Give the buyer what they ask for."""
    agree_to_case(case_id=mine(number).case.id, actor=access.as_buyer(), at=clock.now())
    flash(_("Agreed. The buyer knows."), "good")
    return _back(number)


@portal.post("/cases/<number>/escalation")
@access.signed_in
def case_escalation(number: str) -> ResponseReturnValue:
    """Ask Coolspot to decide."""
    escalate_case(case_id=mine(number).case.id, actor=access.as_buyer(), at=clock.now())
    flash(_("Coolspot decides now. Both sides can still add what they have."), "good")
    return _back(number)


@portal.post("/cases/<number>/withdrawal")
@access.signed_in
def case_withdrawal(number: str) -> ResponseReturnValue:
    """Take the case back."""
    withdraw_case(case_id=mine(number).case.id, actor=access.as_buyer(), at=clock.now())
    flash(_("The case is withdrawn."), "info")
    return _back(number)


def _back(number: str) -> ResponseReturnValue:
    return htmx.see_other(url_for("storefront.case", number=number))

"""What the two sides do in a case: add to it, agree, ask the platform, take it back."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.journeys.cases.decide_case import agree_to_case
from marketplace.journeys.cases.speak import escalate_case, speak_in_case, withdraw_case
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.cases.show import press, say
from marketplace.web import access


@portal.post("/cases/<number>/entries")
@access.signed_in
def case_entry(number: str) -> ResponseReturnValue:
    """Write in a case; the other side's first words are its answer."""
    return say(number, speak_in_case)


@portal.post("/cases/<number>/agreement")
@access.signed_in
def case_agreement(number: str) -> ResponseReturnValue:
    """Give the buyer what they ask for."""
    return press(number, agree_to_case, _("Agreed. The buyer knows."))


@portal.post("/cases/<number>/escalation")
@access.signed_in
def case_escalation(number: str) -> ResponseReturnValue:
    """Ask Coolspot to decide."""
    return press(number, escalate_case, _("Coolspot decides now. Both sides can still add what they have."))


@portal.post("/cases/<number>/withdrawal")
@access.signed_in
def case_withdrawal(number: str) -> ResponseReturnValue:
    """Take the case back."""
    return press(number, withdraw_case, _("The case is withdrawn."), "info")

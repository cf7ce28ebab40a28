"""Offers for a listing: made, answered and taken back, each by one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from marketplace.domains.haggling.queries import get_proposal
from marketplace.domains.listings.models import Listing
from marketplace.domains.orders.used.price import earnings
from marketplace.foundation import actors, clock
from marketplace.foundation.db import session
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Refused
from marketplace.journeys.dealing.answer_proposal import accept_proposal, counter_proposal, decline_proposal
from marketplace.journeys.dealing.propose import propose_price, withdraw_proposal
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.used.deal import get_listing
from marketplace.portals.storefront.used.forms import ProposalForm
from marketplace.portals.storefront.used.listing import show
from marketplace.web import access, htmx, limits, links

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug import Response

    from marketplace.domains.haggling.models import Proposal
    from marketplace.foundation.actors import Actor


@portal.post("/second-hand/<number>/proposals")
@access.signed_in
@limits.limited("30 per hour", by=limits.by_account)
def propose(number: str) -> ResponseReturnValue:
    """Make an offer; the seller has two days to answer."""
    form = ProposalForm.of(get_listing(number))
    if form.validate_on_submit():
        try:
            propose_price(
                listing_number=number,
                buyer_id=access.me().id,
                amount=form.amount.data or 0,
                actor=access.as_buyer(),
                at=clock.now(),
            )
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Your offer is with the seller. We tell you what they say."), "good")
            return htmx.see_other(url_for("storefront.used_listing", number=number))
    return show(number, form), 422


@portal.post("/proposals/<int:proposal_id>/acceptance")
@access.signed_in
def accept_offer(proposal_id: int) -> Response:
    """Accept an offer: the unit is kept for its buyer for a day."""
    found, actor = _mine(proposal_id)
    accept_proposal(proposal_id=found.id, actor=actor, at=clock.now())
    if actor.role == "buyer":
        flash(_("Agreed. It is kept for you; order and pay now."), "good")
        return htmx.see_other(url_for("storefront.purchase", number=_number(found)))
    flash(_("Agreed. It is kept for the buyer, who orders and pays next."), "good")
    return _back(found)


@portal.post("/proposals/<int:proposal_id>/refusal")
@access.signed_in
def decline_offer(proposal_id: int) -> Response:
    """Say no to an offer."""
    found, actor = _mine(proposal_id)
    decline_proposal(proposal_id=found.id, actor=actor, at=clock.now())
    flash(_("You said no. The other side hears of it."), "good")
    return _back(found)


@portal.post("/proposals/<int:proposal_id>/withdrawal")
@access.signed_in
def withdraw_offer(proposal_id: int) -> Response:
    """Take an offer back."""
    found, actor = _mine(proposal_id)
    withdraw_proposal(proposal_id=found.id, actor=actor, at=clock.now())
    flash(_("Your offer is taken back."), "good")
    return _back(found)


@portal.get("/proposals/<int:proposal_id>/counter")
@access.signed_in
def counter_form(proposal_id: int) -> str:
    """Ask for another price."""
    found, _actor = _mine(proposal_id)
    return _counter_page(found, _counter(found))


@portal.post("/proposals/<int:proposal_id>/counter")
@access.signed_in
def counter_offer(proposal_id: int) -> ResponseReturnValue:
    """Answer by another price, which is then the other side's to answer."""
    found, actor = _mine(proposal_id)
    form = _counter(found)
    if form.validate_on_submit():
        try:
            amount = form.amount.data or 0
            counter_proposal(proposal_id=found.id, amount=amount, actor=actor, at=clock.now())
        except Refused as no:
            form.refuse(no)
        else:
            flash(_("Your price is with the other side. We tell you what they say."), "good")
            return _back(found)
    return _counter_page(found, form), 422


def _counter(proposal: Proposal) -> ProposalForm:
    form = ProposalForm.of(session.get_one(Listing, proposal.listing_id))
    form.amount.label.text = _("Your price")
    return form


def _counter_page(proposal: Proposal, form: ProposalForm) -> str:
    listing = session.get_one(Listing, proposal.listing_id)
    as_seller, typed = listing.seller_id == access.me().id, form.amount.data
    theirs, yours = earnings([(proposal.amount, listing.category_id), (typed or 0, listing.category_id)])
    return render_template(
        "storefront/used/counter.html",
        proposal=proposal,
        listing=listing,
        form=form,
        as_seller=as_seller,
        theirs=theirs if as_seller else None,
        yours=yours if typed else None,
        back=_home(proposal),
        currency=settlement_currency(),
    )


def _mine(proposal_id: int) -> tuple[Proposal, Actor]:
    """Return an offer one of whose two sides this is, and who acts. Refuses: another's, as if it were not there."""
    found, me = get_proposal(proposal_id, person_id=access.me().id), access.me().id
    return found, actors.person(me, "buyer" if found.buyer_id == me else "seller")


def _number(proposal: Proposal) -> str:
    return session.get_one(Listing, proposal.listing_id).number


def _home(proposal: Proposal) -> str:
    if proposal.buyer_id == access.me().id:
        return url_for("storefront.used_listing", number=_number(proposal))
    return "/sell/proposals"


def _back(proposal: Proposal) -> Response:
    return htmx.see_other(links.asked_next(_home(proposal)))

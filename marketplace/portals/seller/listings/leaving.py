"""How a draft leaves its seller's hands, and how it comes back: submission, publication, removal."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.listings.drafting.submit import withdraw
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.journeys.used.submit_listing import submit_listing
from marketplace.journeys.used.unpublish_listing import discard_listing, unpublish_listing
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.steps import mine, step_url
from marketplace.web import access, htmx, languages


@portal.post("/listings/<number>/submission")
def submit(number: str) -> ResponseReturnValue:
    """Hand it to the moderators; what is in the way leads to the step that mends it."""
    try:
        submit_listing(number=number, seller_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    except Refused as no:
        this = mine(number)
        flash(languages.say(no.sentence, **no.params), "bad")
        return htmx.see_other(step_url(this.listing, "preview"))
    flash(_("Submitted. A moderator looks at it, usually within a day."), "good")
    return htmx.see_other(url_for("seller.listing", number=number))


@portal.post("/listings/<number>/withdrawal")
def withdraw_listing(number: str) -> ResponseReturnValue:
    """Take it back before a moderator has looked at it."""
    this = mine(number, lock=True)
    withdraw(listing=this.listing, actor=access.as_buyer(), at=clock.now())
    flash(_("It is a draft again."), "info")
    return htmx.see_other(url_for("seller.listing", number=number))


# A plain form knows no DELETE; ending it is all a seller can do to a publication.
@portal.route("/listings/<number>/publication", methods=["DELETE", "POST"])
def unpublish(number: str) -> ResponseReturnValue:
    """Take it off the shelf."""
    unpublish_listing(number=number, seller_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    flash(_("It is off the shelf, and a draft again. Nobody else sees it."), "info")
    return htmx.see_other(url_for("seller.listing", number=number))


@portal.post("/listings/<number>/removal")
def remove_listing(number: str) -> ResponseReturnValue:
    """Throw a draft away."""
    discard_listing(number=number, seller_id=access.me().id, actor=access.as_buyer(), at=clock.now())
    flash(_("The draft is gone."), "info")
    return htmx.see_other(url_for("seller.home"))

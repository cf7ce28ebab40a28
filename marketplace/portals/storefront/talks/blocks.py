"""Whom one does not want to hear from: blocked from a seller's page, heard again from there or from the chats."""

from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug import Response

from marketplace.domains.listings.search.shelf import seller_called
from marketplace.domains.messaging.block import block, unblock
from marketplace.domains.messaging.queries import has_blocked
from marketplace.foundation import clock
from marketplace.foundation.refusals import Missing
from marketplace.portals.storefront import portal
from marketplace.web import access, htmx, links


@portal.post("/sellers/<handle>/block")
@access.signed_in
def seller_block(handle: str) -> Response:
    """Hear no more from a seller. Refuses: an unknown one; oneself."""
    found = seller_called(handle)
    if found is None:
        raise Missing
    block(person_id=access.me().id, blocked_id=found[0].person_id, at=clock.now())
    flash(_("Blocked. You hear no more from each other; orders under way run on."), "info")
    return htmx.see_other(url_for("storefront.seller", handle=handle))


@portal.post("/blocks/<int:person_id>/end")
@access.signed_in
def block_end(person_id: int) -> Response:
    """Hear from somebody again. Refuses: who is not blocked, as if they were not there."""
    if not has_blocked(access.me().id, person_id):
        raise Missing
    unblock(person_id=access.me().id, blocked_id=person_id)
    flash(_("You can write to each other again."), "good")
    return htmx.see_other(links.asked_next(url_for("storefront.messages")))

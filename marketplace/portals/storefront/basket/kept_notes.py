"""What a buyer is writing to suppliers is kept while they see to an address: saving one loads the page anew."""

import re

from flask import request, session, url_for
from flask.typing import ResponseReturnValue

from marketplace.domains.orders.place import LONGEST_NOTE
from marketplace.portals.storefront import portal
from marketplace.portals.storefront.basket.order_form import notes
from marketplace.web import access, htmx

KEPT = "checkout_notes"  # in the session: supplier's id → words
MOST = 20
_UNTYPEABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # no note has them, and no table takes them


@portal.post("/checkout/notes")
@access.signed_in
def checkout_notes() -> ResponseReturnValue:
    """Keep the notes as they stand; by the button, then lead to the form for an address."""
    written = {
        str(supplier_id): _UNTYPEABLE.sub("", words)[:LONGEST_NOTE] for supplier_id, words in notes().items()
    }
    if written or KEPT in session:
        session[KEPT] = dict(list(written.items())[:MOST])
    if request.form.get("then") == "address":
        back = url_for("storefront.checkout", address="new")
        return htmx.see_other(url_for("account.new_address", next=back))
    return "", 204


def kept_notes() -> dict[int, str]:
    """Return the notes kept for this buyer's next checkout."""
    return {int(supplier_id): words for supplier_id, words in session.get(KEPT, {}).items()}


def forget_notes() -> None:
    """Forget them: they went along with an order."""
    if KEPT in session:
        session.pop(KEPT)

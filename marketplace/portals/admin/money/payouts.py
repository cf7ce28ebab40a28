"""One payout: whose, how much, what happened to it; a large one is let go or kept here."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.payments.desk import get_payout
from marketplace.domains.payments.models import payee_of
from marketplace.domains.payments.payouts.large import LARGE_PAYOUT
from marketplace.domains.payments.queries import balance_of
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_
from marketplace.journeys.decide_payout import decide_payout
from marketplace.portals.admin import portal
from marketplace.portals.admin.desk import AnswerForm
from marketplace.web import access, htmx
from marketplace.web.access import needs
from marketplace.web.languages import say

DONE = {
    "approve": N_("The payout is on its way."),
    "decline": N_("The money is back on their balance; they were told why."),
}


@portal.get("/payouts/<int:payout_id>")
@needs("money.read")
def payout(payout_id: int) -> str:
    """Show one payout."""
    return _page(payout_id)


@portal.post("/payouts/<int:payout_id>/decision")
@needs("money.pay")
def payout_decision(payout_id: int) -> ResponseReturnValue:
    """Let a payout that waits go, or keep it here; what cannot be done is said beside what was written."""
    get_payout(payout_id)
    form, verb = AnswerForm(), request.form.get("verb", "")
    words, actor = form.words.data or "", access.as_admin()
    if not form.validate() or verb not in DONE:
        raise Refused(N_("Say yes or no, and why in at most %(most)s characters."), most=300)
    try:
        decide_payout(payout_id=payout_id, approved=verb == "approve", why=words, actor=actor, at=clock.now())
    except Refused as no:
        return _page(payout_id, {"sentence": say(no.sentence, **no.params), "words": words}), 422
    flash(_(DONE[verb]), "good")
    return htmx.see_other(url_for("admin.payouts", state="asked"))


def _page(payout_id: int, wrong: dict[str, Any] | None = None) -> str:
    row = get_payout(payout_id)
    payee, history = payee_of(row), history_of([("payout", row.id)])
    acted = {row.asked_by, *(line.actor_id for line in history)}
    return render_template(
        "admin/money/payout.html",
        payout=row,
        payee=payees_of([row])[row.id],
        balance=balance_of(payee.party, row.currency, account=payee.account),
        limit=LARGE_PAYOUT(),
        history=history,
        people=people_by_id({key for key in acted if key is not None}),
        wrong=wrong,
    )

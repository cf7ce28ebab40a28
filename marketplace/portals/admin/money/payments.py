"""Payments, refunds and payouts with the provider's ids; what failed is sent again."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.orders.reading.payees import payees_of
from marketplace.domains.payments.desk import TABLES, find_money
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.journeys.pay_again import VERB, pay_again, refund_again
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.orders.codes import BANK
from marketplace.web import access, htmx, links
from marketplace.web.access import needs


@portal.get("/payments")
@needs("money.read")
def payments() -> str:
    """Show payments, newest first."""
    return _page("payments")


@portal.get("/refunds")
@needs("money.read")
def refunds() -> str:
    """Show refunds, newest first."""
    return _page("refunds")


@portal.get("/payouts")
@needs("money.read")
def payouts() -> str:
    """Show payouts, newest first."""
    return _page("payouts")


@portal.post("/refunds/<int:refund_id>/again")
@needs("money.pay")
def refund_retry(refund_id: int) -> ResponseReturnValue:
    """Tell the provider of a refund again, now."""
    refund_again(refund_id=refund_id, actor=access.as_admin(), at=clock.now())
    flash(_("The provider is being told again."), "good")
    return htmx.see_other(links.asked_next(url_for("admin.refunds")))


@portal.post("/payouts/<int:payout_id>/again")
@needs("money.pay")
def payout_retry(payout_id: int) -> ResponseReturnValue:
    """Pay the amount of a failed payout out again."""
    again = pay_again(payout_id=payout_id, actor=access.as_admin(), at=clock.now())
    if again.state == "asked":
        flash(_("Payout %(number)s is large and waits for a colleague.", number=again.number), "held")
    else:
        flash(_("Payout %(number)s is on its way.", number=again.number), "good")
    return htmx.see_other(links.asked_next(url_for("admin.payouts")))


def _page(what: str) -> str:
    table = TABLES[what][1]
    state = desk.choice("state", table.states)
    page = find_money(what, q=desk.words(), state=state, cursor=desk.cursor())
    shown: dict[str, object] = {"codes": BANK} if what == "refunds" else {}
    if what == "payouts":
        failed = [("payout", row.id) for row in page.rows if row.state == "failed"]
        shown = {
            "payees": payees_of(page.rows),
            "paid_again": {line.subject_id for line in history_of(failed) if line.verb == VERB},
        }
    return render_template(
        f"admin/money/{what}.html",
        what=what,
        page=page,
        asked=desk.words(),
        state=state,
        states=sorted(table.states),
        **shown,
    )

"""The books: what every account comes to, and whether everything that always holds does hold."""

from flask import render_template

from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.journeys.check_books import check_books
from marketplace.ledger.read import trial_balance
from marketplace.portals.admin import portal
from marketplace.web import limits
from marketplace.web.access import needs


@portal.get("/books")
@needs("money.read")
@limits.limited("20 per minute", by=limits.by_account, safe_too=True)
def books() -> str:
    """Check every invariant now, in one snapshot, and show the trial balance."""
    at = clock.now()
    found = check_books(at=at)
    rows = trial_balance()
    return render_template(
        "admin/books/show.html",
        checked_at=at,
        found=sorted(found.items(), key=lambda one: -one[1]),
        broken=sum(1 for count in found.values() if count),
        rows=rows,
        currency=settlement_currency(),
        debit=sum(int(row.debit) for row in rows),
        credit=sum(int(row.credit) for row in rows),
    )

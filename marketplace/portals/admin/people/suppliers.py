"""Suppliers: find them, see how they stand, suspend them and let them back in."""

from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.queries import people_by_id
from marketplace.domains.catalog.stand.find import count_offers
from marketplace.domains.orders.reading.find import Narrow, all_orders, how_many
from marketplace.domains.payments.queries import balance_of, payouts_of
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.queries import work_accounts_of
from marketplace.domains.suppliers.roster import STATES, find_suppliers, supplier_at
from marketplace.domains.suppliers.suspend import restore, suspend
from marketplace.foundation import clock
from marketplace.foundation.history import history_of
from marketplace.foundation.locks import lock_row
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.text import N_
from marketplace.portals.admin import desk, portal
from marketplace.portals.admin.desk import ReasonForm
from marketplace.web import access, htmx
from marketplace.web.access import needs

QUEUES = ("to_accept", "to_ship")
REASONS = {
    "active": (N_("Does not deliver"), N_("Suspected fraud"), N_("Asked for it themselves")),
    "suspended": (N_("It was cleared up"), N_("Asked for it themselves")),
}


@portal.get("/suppliers")
@needs("suppliers.read")
def suppliers() -> str:
    """Show suppliers by name or address, newest first."""
    return render_template("admin/suppliers/list.html", **desk.narrowed(find_suppliers, STATES))


@portal.get("/suppliers/<slug>")
@needs("suppliers.read")
def supplier(slug: str) -> str:
    """Show one supplier: who works there, what it sells, what it is owed."""
    found = supplier_at(slug)
    return page_of(found, ReasonForm().offer(REASONS.get(found.state, ())))


@portal.post("/suppliers/<slug>/suspension")
@needs("suppliers.edit")
def supplier_suspension(slug: str) -> ResponseReturnValue:
    """Take all a supplier offers off the shelf."""
    return _moved(
        slug, suspend, "active", N_("Suspended. Its offers leave the shelf; orders under way run on.")
    )


@portal.post("/suppliers/<slug>/suspension/end")
@needs("suppliers.edit")
def supplier_suspension_end(slug: str) -> ResponseReturnValue:
    """Put a supplier's offers back."""
    return _moved(slug, restore, "suspended", N_("It sells again. Its offers return to the shelf."))


def _moved(slug: str, verb: Any, was: str, done: str) -> ResponseReturnValue:
    found = supplier_at(slug)
    form = ReasonForm().offer(REASONS[was])
    row = lock_row(Supplier, found.id)
    if not desk.judged(
        form, lambda why: verb(supplier=row, why=why, actor=access.as_admin(), at=clock.now())
    ):
        return page_of(found, form), 422
    flash(_(done), "good")
    return htmx.see_other(url_for("admin.supplier", slug=slug))


def page_of(found: Supplier, form: ReasonForm, hiring: Any = None) -> str:
    """Render a supplier's page with the forms as they stand."""
    from marketplace.portals.admin.people.supplying import HireForm

    rows = history_of([("supplier", found.id)])
    workers = work_accounts_of(found.id)
    return render_template(
        "admin/suppliers/show.html",
        supplier=found,
        form=form,
        hiring=hiring or HireForm(formdata=None),
        workers=workers,
        persons=people_by_id({account.person_id for account in workers}),
        balance=balance_of(found.id, settlement_currency()),
        payouts=payouts_of(found.id, size=5).rows,
        offers=count_offers(found.id),
        waiting=how_many(found.id, QUEUES),
        orders=all_orders(narrow=Narrow(supplier_id=found.id)).rows[:5],
        history=rows,
        people=desk.actors_of(rows),
    )

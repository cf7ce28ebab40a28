"""A supplier's balance: what is theirs, what is held, what is on its way, and every movement."""

from collections.abc import Iterator

from flask import Response, render_template, request
from flask_babel import gettext as _

from marketplace.domains.orders.reading.sales import held_for_supplier
from marketplace.domains.payments.queries import StatementRow, balance_of, on_its_way, statement_of
from marketplace.domains.suppliers.queries import get_supplier
from marketplace.foundation import money
from marketplace.foundation.money import settlement_currency
from marketplace.portals.supplier import portal
from marketplace.web import access, formats
from marketplace.web.csv_file import csv_file

MOST_EXPORTED = 20_000
EXPORT_STEP = 500


def kinds() -> dict[str, str]:
    """Return what each kind of movement is called."""
    return {
        "release": _("Order released, less commission"),
        "refund": _("Refund after release"),
        "payout": _("Payout"),
        "payout_failed": _("Payout returned"),
    }


@portal.get("/balance")
def balance() -> str:
    """Show the balance and the statement, newest first."""
    here, currency = access.work_place().supplier_id, settlement_currency()
    page = statement_of(here, currency, cursor=request.args.get("cursor"), size=30)
    # The first page's first line says the balance already; further on it must be asked.
    newest = (
        page.rows[0].balance if page.rows and page.previous_cursor is None else balance_of(here, currency)
    )
    return render_template(
        "supplier/balance/show.html",
        supplier=get_supplier(here),
        balance=newest,
        held=held_for_supplier(here),
        on_its_way=on_its_way(here),
        page=page,
        kinds=kinds(),
        currency=currency,
    )


@portal.get("/balance.csv")
def balance_file() -> Response:
    """Answer the statement as a file, newest first."""
    currency, words = settlement_currency(), kinds()
    rows = (
        (
            formats.iso(row.at),
            words.get(row.kind, row.kind),
            row.about,
            money.plain(row.amount, currency),
            money.plain(row.balance, currency),
        )
        for row in _whole_statement(access.work_place().supplier_id, currency)
    )
    return csv_file(
        "coolspot-statement.csv", (_("When"), _("What"), _("Reference"), _("Amount"), _("Balance")), rows
    )


def _whole_statement(supplier_id: int, currency: str) -> Iterator[StatementRow]:
    cursor, written = None, 0
    while written < MOST_EXPORTED:
        page = statement_of(supplier_id, currency, cursor=cursor, size=EXPORT_STEP)
        yield from page.rows
        written, cursor = written + len(page.rows), page.next_cursor
        if cursor is None:
            return

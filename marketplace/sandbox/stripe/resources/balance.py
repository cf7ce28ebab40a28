"""Balance and balance transactions: `/v1/balance`, `/v1/balance_transactions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import books, records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.stripe.door import Call, route

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/balance_transactions"
FILTERS: tuple[str, ...] = ("source", "type", "currency")


@route("GET", "/balance", params.BalanceRetrieveParams)
def show_balance(call: Call) -> Body:
    """Show what an account has; nothing is ever pending here."""
    book = books.of_account(call.account)
    rows = call.world.db.all(
        "SELECT currency, amount FROM balances WHERE book = ? ORDER BY currency", (book,)
    )
    available = [
        {"amount": row["amount"], "currency": row["currency"], "source_types": {"card": row["amount"]}}
        for row in rows
    ]
    pending = [{"amount": 0, "currency": row["currency"], "source_types": {"card": 0}} for row in rows]
    return {"object": "balance", "available": available, "livemode": False, "pending": pending}


@route("GET", PATH, params.BalanceTransactionListParams)
def index(call: Call) -> Body:
    """List what moved an account's balance."""
    filters = {name: call.params[name] for name in FILTERS if name in call.params}
    return lists.page(
        call.world, "balance_transaction", f"/v1{PATH}", call.params, account=call.account, filters=filters
    )


@route("GET", f"{PATH}/<ident>", params.BalanceTransactionRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one movement."""
    return records.get(call.world, "balance_transaction", ident, call.account)

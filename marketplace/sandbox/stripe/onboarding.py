"""How a connected account begins, and becomes ready to be paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.lists import wrap
from marketplace.sandbox.stripe import shapes
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

ASKED = ("external_account", "tos_acceptance.date", "tos_acceptance.ip")


def shape(world: World, params: Mapping[str, Any]) -> Body:
    """Shape a new account: nothing enabled, everything asked for."""
    ident = new_id("acct", 16)
    given = ("business_profile", "business_type", "country", "default_currency", "email", "metadata")
    account = shapes.blank(
        "account",
        id=ident,
        capabilities=dict.fromkeys(_wanted(params), "inactive"),
        created=world.now(),
        external_accounts=wrap([], f"/v1/accounts/{ident}/external_accounts"),
        future_requirements=_requirements(()),
        requirements=_requirements(ASKED),
        type=params.get("type", "none" if "controller" in params else "standard"),
        **{name: params[name] for name in given if params.get(name)},
    )
    account["controller"] |= params.get("controller", {})
    return account


def finish(world: World, account: Body) -> Body:
    """Make an account ready, as if its owner had answered everything."""
    account |= {
        "capabilities": dict.fromkeys(account["capabilities"], "active"),
        "charges_enabled": True,
        "details_submitted": True,
        "payouts_enabled": True,
        "requirements": _requirements(()),
    }
    account["external_accounts"]["data"] = [_bank(account)]
    records.update(world, account)
    emit(world, "account.updated", account, account["id"])
    return account


def _wanted(params: Mapping[str, Any]) -> list[str]:
    """List the capabilities asked for; an account that asks for none gets what its kind gets."""
    asked = params.get("capabilities", {})
    wanted = [name for name, detail in asked.items() if detail.get("requested")]
    return wanted or ([] if params.get("type") in {"express", "custom"} else ["card_payments", "transfers"])


def _requirements(asked: tuple[str, ...]) -> Body:
    lists: Body = {name: [] for name in ("alternatives", "errors", "past_due", "pending_verification")}
    reason = "requirements.past_due" if asked else None
    due = {"currently_due": list(asked), "eventually_due": list(asked)}
    return {**lists, **due, "current_deadline": None, "disabled_reason": reason}


def _bank(account: Body) -> Body:
    return {
        "id": f"ba_{account['id'].removeprefix('acct_')}",
        "object": "bank_account",
        "account": account["id"],
        "bank_name": "SANDBOX BANK",
        "country": account["country"],
        "currency": account["default_currency"],
        "last4": "6789",
        "routing_number": "110000000",
        "status": "new",
    }

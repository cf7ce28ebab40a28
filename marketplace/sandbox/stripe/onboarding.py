"""How a connected account begins, and becomes ready to be paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox import records
from marketplace.sandbox.protocol.lists import wrap
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marketplace.sandbox.world import Body, World

ASKED = ("external_account", "tos_acceptance.date", "tos_acceptance.ip")


def shape(world: World, params: Mapping[str, Any]) -> Body:
    """Shape a new account: nothing enabled, everything asked for."""
    ident = new_id("acct", 16)
    kind = params.get("type", "none" if "controller" in params else "standard")
    return {
        "id": ident,
        "object": "account",
        "business_profile": params.get("business_profile") or {},
        "business_type": params.get("business_type"),
        "capabilities": dict.fromkeys(_wanted(params), "inactive"),
        "charges_enabled": False,
        "controller": {"type": "application", "is_controller": True, **params.get("controller", {})},
        "country": params.get("country", "US"),
        "created": world.now(),
        "default_currency": params.get("default_currency", "cny"),
        "details_submitted": False,
        "email": params.get("email"),
        "external_accounts": wrap([], f"/v1/accounts/{ident}/external_accounts"),
        "future_requirements": _requirements(()),
        "metadata": params.get("metadata") or {},
        "payouts_enabled": False,
        "requirements": _requirements(ASKED),
        "settings": {"payouts": {"debit_negative_balances": False, "schedule": {"delay_days": 2, "interval": "manual"}}},
        "tos_acceptance": {"date": None, "ip": None, "user_agent": None},
        "type": kind,
    }


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

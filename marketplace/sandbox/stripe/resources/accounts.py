"""Connect accounts and the links that onboard them: `/v1/accounts`, `/v1/account_links`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stripe import params

from marketplace.sandbox import records
from marketplace.sandbox.protocol import lists
from marketplace.sandbox.protocol.errors import no_such_account, no_such_parameter_object
from marketplace.sandbox.stripe import onboarding
from marketplace.sandbox.stripe.door import Call, route
from marketplace.sandbox.webhooks.events import emit
from marketplace.sandbox.world import new_id

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

PATH = "/accounts"
LINK_SECONDS = 300


@route("POST", PATH, params.AccountCreateParams)
def create(call: Call) -> Body:
    """Make a connected account, ready at once unless onboarding is to be played through."""
    account = records.insert(call.world, onboarding.shape(call.world, call.params))
    if (
        call.world.settings.instant_onboarding
        and call.params.get("metadata", {}).get("sandbox") != "incomplete"
    ):
        onboarding.finish(call.world, account)
    return account


@route("GET", PATH, params.AccountListParams)
def index(call: Call) -> Body:
    """List connected accounts."""
    return lists.page(call.world, "account", f"/v1{PATH}", call.params)


@route("GET", f"{PATH}/<ident>", params.AccountRetrieveParams)
def show(call: Call, ident: str) -> Body:
    """Show one account. Refuses: an unknown one with 403, as the real API does."""
    account = records.find(call.world, ident, "account")
    if account is None:
        raise no_such_account(ident)
    return account


@route("POST", f"{PATH}/<ident>", params.AccountUpdateParams)
def update(call: Call, ident: str) -> Body:
    """Change an account's details and labels."""
    account = show(call, ident)
    labels = {**account["metadata"], **(call.params.get("metadata") or {})}
    account |= {key: value for key, value in call.params.items() if key in account and key != "capabilities"}
    account["metadata"] = {key: value for key, value in labels.items() if value != ""}
    records.update(call.world, account)
    emit(call.world, "account.updated", account, ident)
    return account


@route("POST", "/account_links", params.AccountLinkCreateParams)
def link(call: Call) -> Body:
    """Make a link to a page where the account's owner finishes it."""
    world, ident = call.world, call.params["account"]
    if records.find(world, ident, "account") is None:
        raise no_such_parameter_object("account", ident, "account")
    token, now = new_id("alink"), world.now()
    back = {
        "account": ident,
        "return_url": call.params.get("return_url", ""),
        "expires_at": now + LINK_SECONDS,
    }
    records.insert(world, {"id": token, "object": "sandbox.account_link", **back})
    url = f"{world.settings.public_url}/c/onboarding/{token}"
    return {"object": "account_link", "created": now, "expires_at": now + LINK_SECONDS, "url": url}

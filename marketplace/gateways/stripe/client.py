"""Stripe, through its own unmodified client."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

import requests
import stripe
from requests.utils import get_environ_proxies

from marketplace.gateways.stripe import answers
from marketplace.gateways.stripe.messages import read_message
from marketplace.gateways.stripe.shapes import (
    AccountSeen,
    DisputeSeen,
    FeeSeen,
    Message,
    PaymentSeen,
    RefundSeen,
    Session,
    SessionAsk,
)
from marketplace.gateways.stripe.trouble import ours

CONNECT_SECONDS, ANSWER_SECONDS = 3.05, 20.0
RETRIES = 2
A_PAGE = 100  # the most it lists at once
METHODS = ("card", "alipay", "wechat_pay")
WHOLE = ["payment_intent.latest_charge"]
# The two questions of every purchase are read as they come: building the library's objects takes longer than asking.
SESSIONS = "/v1/checkout/sessions"
stripe.enable_telemetry = False  # how long our last question took is nobody's business


class Stripe:
    """The provider as `shapes.Provider` describes it."""

    def __init__(self, *, api_key: str, webhook_secret: str, site_url: str, api_base: str = "") -> None:
        """Keep the keys; `site_url` is where buyers come back to."""
        self._secret, self._site = webhook_secret, site_url
        self._wires = _wires(api_base or stripe.DEFAULT_API_BASE)
        self._client = stripe.StripeClient(
            api_key,
            base_addresses={"api": api_base.rstrip("/")} if api_base else None,
            max_network_retries=RETRIES,
            http_client=stripe.RequestsClient(timeout=(CONNECT_SECONDS, ANSWER_SECONDS), session=self._wires),
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._wires.close()

    def open_session(self, ask: SessionAsk) -> Session:
        """Make a page to pay on; the same ask again is the same page."""
        params: Any = _session_params(ask, self._site)
        # The words are part of the key: asked with other words (we moved house), it is another page, and only
        # the one whose address we kept can ever be paid.
        key = f"{ask.number}-{_digest(params)}"
        with ours():
            made = self._client.raw_request("post", SESSIONS, **params, idempotency_key=key)
        return Session(made.data["id"], made.data["url"] or "")

    def look_at(self, session_id: str) -> PaymentSeen:
        """Ask where a payment is."""
        with ours():
            found = self._client.raw_request("get", f"{SESSIONS}/{quote(session_id, safe='')}", expand=WHOLE)
        return answers.payment(found.data)

    def expire_session(self, session_id: str) -> None:
        """Let nobody pay on that page any more. Refuses: a page that is not open."""
        with ours():
            self._client.v1.checkout.sessions.expire(session_id)

    def look_at_fee(self, charge: str) -> FeeSeen | None:
        """Ask what the provider kept of a charge; None while it does not know yet."""
        with ours():
            found = self._client.v1.charges.retrieve(charge, {"expand": ["balance_transaction"]})
        return answers.fee(found.to_dict())

    def refund(self, *, key: str, intent: str, amount: int) -> RefundSeen:
        """Give money back; the same key again is the same refund."""
        with ours():
            made = self._client.v1.refunds.create(
                {"payment_intent": intent, "amount": amount, "metadata": {"refund": key}},
                {"idempotency_key": key},
            )
        return answers.refund(made.to_dict())

    def look_at_refund(self, refund_id: str) -> RefundSeen:
        """Ask where a refund is."""
        with ours():
            found = self._client.v1.refunds.retrieve(refund_id)
        return answers.refund(found.to_dict())

    def look_at_dispute(self, dispute_id: str) -> DisputeSeen:
        """Ask where a charge-back is."""
        with ours():
            found = self._client.v1.disputes.retrieve(dispute_id)
        return answers.dispute(found.to_dict())

    def list_disputes(self, *, since: datetime, after: str = "") -> Sequence[DisputeSeen]:
        """List charge-backs opened since then, the newest first; of a page's last one, `after` is the next page."""
        params: Any = {"created": {"gte": int(since.timestamp())}, "limit": A_PAGE}
        with ours():
            found = self._client.v1.disputes.list(params | ({"starting_after": after} if after else {}))
        return [answers.dispute(one.to_dict()) for one in found.data]

    def connect(self, *, key: str, country: str, email: str) -> str:
        """Open an account for somebody we pay; the same key again is the same account."""
        params: Any = {
            "type": "express",
            "country": country,
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"supplier": key},
        }
        if email:
            params["email"] = email
        with ours():
            made = self._client.v1.accounts.create(params, {"idempotency_key": f"{key}-{_digest(params)}"})
        return made.id

    def onboarding(self, *, account: str, back: str, again: str) -> str:
        """Make a page where the account's owner says who they are; a link of minutes, made anew each time."""
        with ours():
            made = self._client.v1.account_links.create(
                {
                    "account": account,
                    "type": "account_onboarding",
                    "return_url": self._site + back,
                    "refresh_url": self._site + again,
                }
            )
        return made.url

    def look_at_account(self, account: str) -> AccountSeen:
        """Ask whether an account can be paid out."""
        with ours():
            found = self._client.v1.accounts.retrieve(account)
        return answers.account(found.to_dict())

    def transfer(self, *, number: str, account: str, amount: int, currency: str) -> str:
        """Move money to a connected account; the same number again is the same transfer."""
        with ours():
            made = self._client.v1.transfers.create(
                {
                    "amount": amount,
                    "currency": currency.lower(),
                    "destination": account,
                    "transfer_group": number,
                    "metadata": {"payout": number},
                },
                {"idempotency_key": number},
            )
        return made.id

    def read(self, body: bytes, signature: str) -> Message:
        """Read a message. Refuses (BadMessage): no signature of the provider's, or one of another time."""
        return read_message(body, signature, self._secret)


def _wires(api_base: str) -> requests.Session:
    """Return connections for all threads. Proxies are looked up once: each time, it is a fifth of a question."""
    wires = requests.Session()
    wires.proxies.update(get_environ_proxies(api_base))
    wires.trust_env = False
    return wires


def _session_params(ask: SessionAsk, site: str) -> dict[str, Any]:
    labels = {"payment": ask.number}
    params: dict[str, Any] = {
        "mode": "payment",
        "client_reference_id": ask.number,
        "allowed_payment_method_types": list(METHODS),
        "payment_method_options": {"wechat_pay": {"client": "web"}},
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": ask.currency.lower(),
                    "unit_amount": item.amount,
                    "product_data": {"name": item.words},
                },
            }
            for item in ask.items
        ],
        "metadata": labels,
        "payment_intent_data": {"metadata": labels, "transfer_group": ask.number},
        "expires_at": int(ask.expires_at.timestamp()),
        "success_url": site + ask.success_path,
        "cancel_url": site + ask.cancel_path,
    }
    return params | ({"customer_email": ask.email} if ask.email else {})


def _digest(params: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(params, sort_keys=True).encode()).hexdigest()[:16]

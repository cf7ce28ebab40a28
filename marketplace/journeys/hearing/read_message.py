"""Act on a message of the provider: it says where to look, and we look."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.domains.payments.hear import hear
from marketplace.domains.payments.models import Payment, ProviderEvent, Refund
from marketplace.domains.payments.provider import ProviderRefused, provider
from marketplace.domains.payments.receive import OF_ACCOUNTS, OF_DISPUTES, OF_PAYMENTS, OF_REFUNDS, handled
from marketplace.domains.payments.refund import conclude_refund
from marketplace.domains.suppliers.enable_payouts import enable_payouts
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.queries import find_supplier_of_account
from marketplace.foundation.db import door, session
from marketplace.foundation.locks import lock_row
from marketplace.journeys.hearing.look_at_dispute import look_at_dispute


def read_message(*, event_id: int, at: datetime) -> None:
    """Act once on a message in the inbox; late, repeated, disordered and unknown ones change nothing.

    What the message says of the object is not believed: by now it may be old. Opens its own transactions, with
    the provider asked between them.
    """
    with door():
        event = session.get(ProviderEvent, event_id)
        if event is None or event.handled_at is not None:
            return
        body: dict[str, Any] = event.body["data"]["object"]
        payment, refund = _payment(event.kind, body), _refund(event.kind, body)
        session_id = payment.provider_session if payment and payment.state != "succeeded" else None
        payment_id, refund_id = (payment and payment.id), (refund and refund.id)
        account = str(body.get("id")) if event.kind in OF_ACCOUNTS else ""
        dispute = str(body.get("id")) if event.kind.startswith(OF_DISPUTES) else ""
    if payment_id and session_id:
        _look(payment_id, session_id, at)
    if refund_id:
        _look_at_refund(refund_id, str(body.get("id")), at)
    if account:
        _look_at_account(account, at)
    if dispute:
        look_at_dispute(dispute=dispute, at=at)
    with door():
        handled(event_id=event_id, at=at)


def _payment(kind: str, body: dict[str, Any]) -> Payment | None:
    number = _label(body, "payment")
    if not number or not kind.startswith(OF_PAYMENTS):
        return None
    return session.scalar(select(Payment).filter_by(number=number))


def _refund(kind: str, body: dict[str, Any]) -> Refund | None:
    number = _label(body, "refund").rpartition("-")[0]
    if not number or not kind.startswith(OF_REFUNDS):
        return None
    return session.scalar(select(Refund).filter_by(number=number))


def _label(body: dict[str, Any], name: str) -> str:
    labels = body.get("metadata")
    return str(labels.get(name, "")) if isinstance(labels, dict) else ""


def _look(payment_id: int, session_id: str, at: datetime) -> None:
    try:
        seen = provider().look_at(session_id)
    except ProviderRefused:
        return  # a page the provider does not know is no payment of ours
    with door():
        payment = lock_row(Payment, payment_id)
        if payment is not None:
            hear(payment=payment, seen=seen, at=at)


def _look_at_refund(refund_id: int, provider_refund: str, at: datetime) -> None:
    try:
        seen = provider().look_at_refund(provider_refund)
    except ProviderRefused:
        return
    with door():
        refund = lock_row(Refund, refund_id)
        if refund is not None:
            conclude_refund(refund=refund, seen=seen, at=at)


def _look_at_account(account: str, at: datetime) -> None:
    with door():
        known = find_supplier_of_account(account)
    if known is None:
        return
    try:
        seen = provider().look_at_account(account)
    except ProviderRefused:
        return
    with door():
        supplier = lock_row(Supplier, known.id)
        if supplier is not None and supplier.provider_account == account:
            enable_payouts(supplier=supplier, enabled=seen.payouts_enabled, at=at)

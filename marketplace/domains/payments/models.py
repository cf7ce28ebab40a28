"""Payments, refunds, charge-backs, payouts and the webhook inbox; amounts in minor units."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Currency, Json, Key, Minor, Moment, Ref
from marketplace.ledger.accounts import Account


class Payment(Base):
    """A buyer's intent to pay one amount for one reference (a checkout's number)."""

    __tablename__ = "payment"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    reference: Mapped[str] = mapped_column(String(40), unique=True)
    payer_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    amount: Mapped[Minor]
    currency: Mapped[Currency]
    method: Mapped[str] = mapped_column(String(20), default="")  # card · alipay · wechat_pay, once known
    state: Mapped[str] = mapped_column(String(20), default="intended")
    provider_session: Mapped[str | None] = mapped_column(String(120), unique=True)
    provider_intent: Mapped[str | None] = mapped_column(String(120), unique=True)
    provider_charge: Mapped[str | None] = mapped_column(String(120), unique=True)
    pay_url: Mapped[str | None] = mapped_column(Text)
    captured: Mapped[Minor] = mapped_column(default=0)
    fee: Mapped[int | None] = mapped_column(BigInteger)  # the provider's part; empty until it told us
    refunded: Mapped[Minor] = mapped_column(default=0)  # counts refunds from the moment they are intended
    expires_at: Mapped[Moment]
    created_at: Mapped[Moment]
    succeeded_at: Mapped[Moment | None]
    settled_at: Mapped[Moment | None]  # when its money was given to its orders
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("refunded >= 0 AND refunded <= captured", name="refunded_within"),
        Index(
            "ix_payment_unsettled", "id", postgresql_where=text("state = 'succeeded' AND settled_at IS NULL")
        ),
        Index("ix_payment_fee", "id", postgresql_where=text("state = 'succeeded' AND fee IS NULL")),
        Index("ix_payment_open", "expires_at", postgresql_where=text("state IN ('intended', 'opened')")),
    )


class Refund(Base):
    """Money going back to a buyer for one order (or for a payment no order could take)."""

    __tablename__ = "refund"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    payment_id: Mapped[Ref] = mapped_column(ForeignKey("payment.id"), index=True)
    reference: Mapped[str] = mapped_column(String(40), index=True)  # the order's number, or the payment's
    reason: Mapped[str] = mapped_column(String(40))
    amount: Mapped[Minor]
    currency: Mapped[Currency]
    state: Mapped[str] = mapped_column(String(20), default="intended")  # intended · sent · done · failed
    provider_refund: Mapped[str | None] = mapped_column(String(120), unique=True)
    error: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(
        default=0
    )  # how often the provider said no; part of the next call's key
    created_at: Mapped[Moment]
    changed_at: Mapped[Moment | None]
    done_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        UniqueConstraint("reference", "reason"),  # a replayed cancellation refunds once
        Index("ix_refund_open", "id", postgresql_where=text("state <> 'done'")),
    )


class Chargeback(Base):
    """A buyer went to their bank, which took the payment back and decides, within weeks, whose it is."""

    __tablename__ = "chargeback"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    payment_id: Mapped[Ref] = mapped_column(ForeignKey("payment.id"), index=True)
    provider_dispute: Mapped[str] = mapped_column(String(120), unique=True)
    amount: Mapped[Minor]
    currency: Mapped[Currency]
    fee: Mapped[Minor] = mapped_column(
        default=0, server_default=text("0")
    )  # kept by the provider, less given back
    reason: Mapped[str] = mapped_column(String(60), default="")  # the bank's word for it
    state: Mapped[str] = mapped_column(String(10), default="open")  # open · won · lost
    answer_by: Mapped[Moment | None]  # when the bank wants to have heard us
    opened_at: Mapped[Moment]
    closed_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("uq_chargeback_open", "payment_id", unique=True, postgresql_where=text("state = 'open'")),
    )


class Payout(Base):
    """Money on its way from a supplier's or a seller's balance to their account at the provider."""

    __tablename__ = "payout"
    id: Mapped[Key]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    amount: Mapped[Minor]
    currency: Mapped[Currency]
    state: Mapped[str] = mapped_column(
        String(20), default="intended"
    )  # intended · asked · declined · done · failed
    provider_transfer: Mapped[str | None] = mapped_column(String(120), unique=True)
    error: Mapped[str | None] = mapped_column(Text)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replay_key: Mapped[str | None] = mapped_column(
        String(64)
    )  # of the form that asked: sent twice, it asks once
    created_at: Mapped[Moment]
    done_at: Mapped[Moment | None]
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("num_nonnulls(supplier_id, seller_id) = 1", name="one_payee"),
        UniqueConstraint("supplier_id", "replay_key"),
        UniqueConstraint("seller_id", "replay_key"),
        Index(
            "ix_payout_seller", "seller_id", text("id DESC"), postgresql_where=text("seller_id IS NOT NULL")
        ),
        Index("ix_payout_supplier", "supplier_id", text("id DESC")),
        Index("ix_payout_open", "id", postgresql_where=text("state = 'intended'")),
        Index("ix_payout_asked", "id", postgresql_where=text("state = 'asked'")),
    )


class ProviderEvent(Base):
    """A message of the provider, kept raw and handled once."""

    __tablename__ = "provider_event"
    id: Mapped[Key]
    provider: Mapped[str] = mapped_column(String(20))
    event_id: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(80))
    body: Mapped[Json]
    received_at: Mapped[Moment]
    handled_at: Mapped[Moment | None]
    tries: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (
        UniqueConstraint("provider", "event_id"),
        Index("ix_provider_event_unhandled", "id", postgresql_where=text("handled_at IS NULL")),
    )


@dataclass(frozen=True, slots=True)
class Payee:
    """A party of the ledger that earns: SUPPLIER with a supplier's id, or SELLER with a person's."""

    account: Account
    party: int

    @property
    def columns(self) -> dict[str, int]:
        """Return the column of a row that names this payee, and its value."""
        return {"seller_id" if self.account is Account.SELLER else "supplier_id": self.party}


def named(*, supplier_id: int | None, seller_id: int | None) -> Payee:
    """Return the payee a row names; the table sees to it that it names exactly one."""
    if supplier_id is not None:
        return Payee(Account.SUPPLIER, supplier_id)
    if seller_id is not None:
        return Payee(Account.SELLER, seller_id)
    raise ValueError("a row that earns for nobody")


def payee_of(payout: Payout) -> Payee:
    """Return whom a payout is for."""
    return named(supplier_id=payout.supplier_id, seller_id=payout.seller_id)

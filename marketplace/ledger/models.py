"""Entries and their lines."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.foundation.db import Base, Currency, Json, Key, Minor, Moment, Ref


class LedgerEntry(Base):
    """One movement, known by a key that can be posted once."""

    __tablename__ = "ledger_entry"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[Moment]
    memo: Mapped[Json] = mapped_column(default=dict)
    lines: Mapped[list["LedgerLine"]] = relationship(order_by="LedgerLine.id", lazy="raise")


class LedgerLine(Base):
    """One side of an entry: minor units of `unit`, debit positive, credit negative."""

    __tablename__ = "ledger_line"
    id: Mapped[Key]
    entry_id: Mapped[Ref] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    account: Mapped[str] = mapped_column(String(20))
    party: Mapped[Ref] = mapped_column(default=0)
    unit: Mapped[Currency]
    amount: Mapped[Minor]
    __table_args__ = (
        CheckConstraint("amount <> 0", name="moves_something"),
        Index(
            "ix_ledger_line_account_party", "account", "party", "id", postgresql_include=["unit", "amount"]
        ),
    )

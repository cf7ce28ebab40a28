"""Suppliers and their work accounts."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Key, Moment, Ref, Words


class Supplier(Base):
    """A company that sells on Coolspot."""

    __tablename__ = "supplier"
    id: Mapped[Key]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Words]
    about: Mapped[Words] = mapped_column(default=dict)
    email: Mapped[str] = mapped_column(String(254), default="")
    state: Mapped[str] = mapped_column(String(20), default="active")  # active · suspended · closed
    provider_account: Mapped[str | None] = mapped_column(String(60))  # where payouts go, once connected
    payouts_enabled: Mapped[bool] = mapped_column(default=False)  # the provider knows enough of it
    created_at: Mapped[Moment]


class WorkAccount(Base):
    """A person's place at a supplier: owner or staff."""

    __tablename__ = "work_account"
    id: Mapped[Key]
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"), index=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20), default="owner")  # owner · clerk
    state: Mapped[str] = mapped_column(String(20), default="active")
    created_at: Mapped[Moment]
    __table_args__ = (UniqueConstraint("supplier_id", "person_id"),)


class Invitation(Base):
    """A supplier asks whoever has this e-mail address to work for it; they answer once they have proven it theirs."""

    __tablename__ = "work_invitation"
    id: Mapped[Key]
    supplier_id: Mapped[Ref] = mapped_column(ForeignKey("supplier.id"))
    email: Mapped[str] = mapped_column(String(254))  # lower case
    state: Mapped[str] = mapped_column(String(20), default="waiting")  # waiting · accepted · withdrawn
    invited_by: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[Moment]
    answered_at: Mapped[Moment | None]
    __table_args__ = (
        Index(
            "uq_work_invitation_waiting",
            "supplier_id",
            "email",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
        Index("ix_work_invitation_email", "email", postgresql_where=text("state = 'waiting'")),
    )

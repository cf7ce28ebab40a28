"""People, their proofs, sessions, addresses and staff roles."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.foundation.db import Base, Json, Key, Moment, Ref


class Person(Base):
    """Somebody with an account; a contact counts only once it is verified."""

    __tablename__ = "person"
    id: Mapped[Key]
    display_name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(254))  # lower case
    email_verified_at: Mapped[Moment | None]
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)  # E.164
    phone_verified_at: Mapped[Moment | None]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(200))  # sealed with the house key
    totp_last_step: Mapped[int | None]  # a code is good once
    language: Mapped[str] = mapped_column(String(2), default="en")
    state: Mapped[str] = mapped_column(String(20), default="active")
    preferences: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[Moment]
    __table_args__ = (
        Index("uq_person_email", func.lower(email), unique=True),
        Index("ix_person_name", text("lower(display_name) text_pattern_ops")),
    )

    @property
    def is_active(self) -> bool:
        return self.state == "active"


class WebSession(Base):
    """A browser we know: a guest's (no person) or somebody's signed-in device."""

    __tablename__ = "web_session"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    data: Mapped[Json] = mapped_column(default=dict)
    address: Mapped[str] = mapped_column(String(45), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    expires_at: Mapped[Moment] = mapped_column(index=True)


class OneTimeCode(Base):
    """A six-digit code sent to a contact; five tries, ten minutes, one use, good only where it was asked for.

    The digits themselves are kept sealed only until they are on their way.
    """

    __tablename__ = "one_time_code"
    id: Mapped[Key]
    contact: Mapped[str] = mapped_column(String(254))
    purpose: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2), default="en")
    asked_from: Mapped[str] = mapped_column(String(45), default="")  # the network of who asked for it
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[str | None] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    send_at: Mapped[Moment | None]  # when it may next be tried to send; empty once sent or given up
    created_at: Mapped[Moment]
    __table_args__ = (
        Index("ix_one_time_code_contact", "contact", "purpose", "id"),
        Index("ix_one_time_code_unsent", "send_at", postgresql_where=text("send_at IS NOT NULL")),
    )


class RecoveryCode(Base):
    """A way in for whoever lost the second factor's device; one use."""

    __tablename__ = "recovery_code"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    used_at: Mapped[Moment | None]
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)


class ProofChange(Base):
    """A person proves themselves otherwise than before: written down, so that the owner can say it was not them."""

    __tablename__ = "proof_change"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(20))  # password · email · phone · second_step · no_second_step
    was: Mapped[str | None] = mapped_column(String(254))  # the contact that was replaced or removed
    had_second_step: Mapped[bool]
    at: Mapped[Moment]
    undone_at: Mapped[Moment | None]


class Address(Base):
    """Where a person has things delivered."""

    __tablename__ = "address"
    id: Mapped[Key]
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), index=True)
    recipient: Mapped[str] = mapped_column(String(60))
    phone: Mapped[str] = mapped_column(String(20))
    country: Mapped[str] = mapped_column(String(2), default="CN")
    province: Mapped[str] = mapped_column(String(60), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    district: Mapped[str] = mapped_column(String(60), default="")
    street: Mapped[str] = mapped_column(String(200))
    postcode: Mapped[str] = mapped_column(String(12), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    deleted_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
    __table_args__ = (
        Index(
            "uq_address_default",
            "person_id",
            unique=True,
            postgresql_where=text("is_default AND deleted_at IS NULL"),
        ),
    )

    def snapshot(self) -> dict[str, str]:
        """Return the address as an order keeps it for good."""
        names = ("recipient", "phone", "country", "province", "city", "district", "street", "postcode")
        return {name: getattr(self, name) for name in names}


class StaffRole(Base):
    """A named set of permissions for the operator's staff."""

    __tablename__ = "staff_role"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(60), unique=True)
    permissions: Mapped[list[str]] = mapped_column(ARRAY(String(40)))


class Staff(Base):
    """A person who works for the operator, in one role."""

    __tablename__ = "staff"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role_id: Mapped[Ref] = mapped_column(ForeignKey("staff_role.id"))
    since: Mapped[Moment]

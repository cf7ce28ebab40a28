"""The second step: codes of an authenticator app (RFC 6238), each good once, and recovery codes for its loss."""

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import delete, or_, update

from marketplace.domains.accounts.models import Person, RecoveryCode
from marketplace.domains.accounts.proofs.note_change import note_change
from marketplace.foundation import ids, seal
from marketplace.foundation.db import session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

SEALED_AS = "second step"
SECONDS = 30
LEEWAY = 1  # a step before and after: phones' clocks drift
RECOVERY_CODES = 10
ISSUER = "Coolspot"


def new_secret() -> str:
    """Make a secret for an authenticator app; it counts once a code of it was entered."""
    return pyotp.random_base32()


def uri(person: Person, secret: str) -> str:
    """Return what the app reads from the QR code."""
    label = person.email or person.phone or person.display_name
    return pyotp.TOTP(secret, interval=SECONDS).provisioning_uri(name=label, issuer_name=ISSUER)


def enrol(*, person: Person, secret: str, typed: str, at: datetime) -> list[str]:
    """Turn the second step on and return the recovery codes, shown this once.

    Refuses: a code the secret does not make, so that nobody locks themselves out.
    """
    step = _matching_step(secret, typed, at)
    if step is None:
        raise Refused(N_("That code does not fit. Take the newest one the app shows."), field="code")
    note_change(person=person, what="second_step", at=at)
    person.totp_secret, person.totp_last_step = seal.seal(secret, SEALED_AS), step
    return _new_recovery_codes(person)


def drop(*, person: Person, at: datetime) -> None:
    """Turn the second step off; its recovery codes end with it."""
    note_change(person=person, what="no_second_step", at=at)
    forget_second_step(person)


def forget_second_step(person: Person) -> None:
    """Take a person's secret and recovery codes away; whoever calls this tells them."""
    person.totp_secret, person.totp_last_step = None, None
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))


def pass_second_step(*, person: Person, typed: str, at: datetime) -> bool:
    """Say whether `typed` is the app's code now or a recovery code, unused so far; then it is used up."""
    if person.totp_secret is None:
        return False
    step = _matching_step(seal.unseal(person.totp_secret, SEALED_AS), typed, at)
    return _use_step(person, step) if step is not None else _use_recovery_code(person, typed, at)


def _use_step(person: Person, step: int) -> bool:
    """Mark the step used; of two who send the same code at once, one wins."""
    won = session.execute(
        update(Person)
        .where(Person.id == person.id, or_(Person.totp_last_step.is_(None), Person.totp_last_step < step))
        .values(totp_last_step=step)
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return won is not None


def _matching_step(secret: str, typed: str, at: datetime) -> int | None:
    digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
    otp, now = pyotp.TOTP(secret, interval=SECONDS), int(at.timestamp()) // SECONDS
    steps = range(now - LEEWAY, now + LEEWAY + 1)
    return next((step for step in steps if secrets.compare_digest(otp.generate_otp(step), digits)), None)


def _use_recovery_code(person: Person, typed: str, at: datetime) -> bool:
    won = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person.id,
            RecoveryCode.code_hash == _fingerprint(person.id, typed),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
    ).one_or_none()
    return won is not None


def _new_recovery_codes(person: Person) -> list[str]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [
        "-".join("".join(secrets.choice(ids.ALPHABET) for _ in range(5)) for _ in range(2))
        for _ in range(RECOVERY_CODES)
    ]
    session.add_all(
        RecoveryCode(person_id=person.id, code_hash=_fingerprint(person.id, code)) for code in codes
    )
    return codes


def _fingerprint(person_id: int, typed: str) -> bytes:
    # What is misread from paper is meant: O for 0, I and L for 1 (Crockford).
    plain = typed.upper().translate(str.maketrans("OIL", "011"))
    return seal.keyed(f"{person_id}\n" + "".join(c for c in plain if c in ids.ALPHABET), "recovery code")

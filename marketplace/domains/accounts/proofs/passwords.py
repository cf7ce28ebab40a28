"""Passwords: argon2id, no rules of composition, but none that is guessed first."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.proofs.guessable import is_guessable
from marketplace.domains.accounts.proofs.most_used import is_most_used
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

SHORTEST, LONGEST = 8, 128
# OWASP's floor for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet).
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def check_password(person: Person | None, typed: str) -> bool:
    """Say whether `typed` is the password of `person`; the same work for nobody and for those without one.

    A hash made with yesterday's cost is made anew.
    """
    known = person.password_hash if person else None
    try:
        _hasher.verify(known or _nobodys(), _normal(typed[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    if person is None or known is None or len(typed) > LONGEST:
        return False
    if _hasher.check_needs_rehash(known):
        person.password_hash = _hasher.hash(_normal(typed))
    return True


def hashed(typed: str, *, not_like: tuple[str, ...] = ()) -> str:
    """Return what we keep of a new password.

    Refuses: fewer than 8 characters, more than 128, what many people had, and what is guessed first.
    """
    plain = _normal(typed)
    if len(plain) < SHORTEST:
        raise Refused(
            N_("Use at least 8 characters. A short sentence is easy to keep in mind."), field="password"
        )
    if len(plain) > LONGEST:
        raise Refused(N_("Use at most 128 characters."), field="password")
    if is_most_used(plain):
        raise Refused(
            N_("Many people had this password, so it is tried first. Choose another."), field="password"
        )
    if is_guessable(plain, own=not_like):
        raise Refused(N_("This password is easy to guess. Choose another."), field="password")
    return _hasher.hash(plain)


def _normal(typed: str) -> str:
    # The same keys on another keyboard may send other code points for the same letters.
    return unicodedata.normalize("NFKC", typed)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")

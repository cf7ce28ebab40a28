"""Numbers people read aloud, and tokens nobody can guess."""

import hashlib
import secrets
import time

# Crockford's base 32: no I, L, O, U, so a number survives a phone call.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TIME_DIGITS, _CHANCE_DIGITS = 6, 6
LONGEST_ID = 18  # digits that any bigint holds
_EPOCH = 1_700_000_000


def _encode(value: int, digits: int) -> str:
    out = ""
    for _ in range(digits):
        value, place = divmod(value, 32)
        out = ALPHABET[place] + out
    return out


def new_number(prefix: str) -> str:
    """Make a public number such as `O-1KQ8ZV-7F3K9Q`: roughly in time order, not countable."""
    ticks = max(0, int(time.time()) - _EPOCH)
    return f"{prefix}-{_encode(ticks, _TIME_DIGITS)}-{_encode(secrets.randbits(30), _CHANCE_DIGITS)}"


def new_token() -> str:
    """Make a secret of 256 bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def row_id(typed: str) -> int | None:
    """Return the row id that an address or a form names; None for what no row can have."""
    known = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_ID
    return int(typed) if known else None


def fingerprint(token: str) -> bytes:
    """Return what we store of a token: its SHA-256, useless to a thief of the table."""
    return hashlib.sha256(token.encode()).digest()

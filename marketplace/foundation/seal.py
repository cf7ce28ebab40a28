"""Secrets at rest: sealed with the house key when we must read them again, keyed fingerprints when we must not.

A thief of the tables without the house key has neither second factors nor the six digits of a code: a plain hash of
six digits is no secret, a million tries undo it.
"""

import base64
import hashlib
import hmac
import secrets
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_PROOF_BYTES = 18
_key = [b""]


class Unsealable(Exception):
    """It was sealed with another key or for another purpose, or it was changed."""


def use_key(secret: str) -> None:
    """Name the house key; the factory does it once. A new key makes everything sealed before unreadable."""
    _key[0] = secret.encode()
    _derived.cache_clear()


@cache
def _derived(purpose: str) -> bytes:
    if not _key[0]:
        raise RuntimeError("seal.use_key() comes first")
    return hmac.new(_key[0], b"coolspot:" + purpose.encode(), hashlib.sha256).digest()


def seal(plain: str, purpose: str) -> str:
    """Encrypt a short text so that only this house reads it, and only for this purpose."""
    return base64.urlsafe_b64encode(seal_bytes(plain.encode(), purpose)).decode()


def unseal(sealed: str, purpose: str) -> str:
    """Decrypt what `seal` made. Refuses: anything else, as Unsealable."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
    except ValueError as error:
        raise Unsealable from error
    return unseal_bytes(raw, purpose).decode()


def seal_bytes(plain: bytes, purpose: str) -> bytes:
    """Encrypt a file so that only this house reads it, and only for this purpose."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(_derived(purpose)).encrypt(nonce, plain, purpose.encode())


def unseal_bytes(sealed: bytes, purpose: str) -> bytes:
    """Decrypt what `seal_bytes` made. Refuses: anything else, as Unsealable."""
    try:
        return AESGCM(_derived(purpose)).decrypt(
            sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], purpose.encode()
        )
    except (ValueError, InvalidTag) as error:
        raise Unsealable from error


def keyed(text: str, purpose: str) -> bytes:
    """Return a fingerprint nobody can compute or guess at without the house key."""
    return hmac.new(_derived(purpose), text.encode(), hashlib.sha256).digest()


def proof_of(path: str) -> str:
    """Return what makes a link to `path` ours: whoever shows it has read a message we sent."""
    return base64.urlsafe_b64encode(keyed(path, "link")[:_PROOF_BYTES]).decode().rstrip("=")


def proves(path: str, proof: str) -> bool:
    """Say whether `proof` is the one of this path."""
    return hmac.compare_digest(proof_of(path).encode(), proof.encode())

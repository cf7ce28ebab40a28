"""The ways Stripe says no, word for word where the words are known."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marketplace.sandbox.world import Body

NAMES = {
    "checkout.session": "checkout.session",
    "payment_intent": "payment_intent",
    "account": "account",
    "charge": "charge",
}


class Refusal(Exception):
    """An answer other than yes; `keep` when what happened on the way stays (a declined charge does)."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        extra: Body | None = None,
        keep: bool = False,
    ) -> None:
        """Compose the refusal."""
        super().__init__(message)
        self.status, self.keep = status, keep
        self.error: Body = {"message": message, "type": kind}
        self.error |= {"code": code} if code else {}
        self.error |= {"param": param} if param else {}
        self.error |= extra or {}
        if code:
            self.error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"


def missing(kind: str, ident: str, param: str = "id") -> Refusal:
    """Say there is no such object."""
    name = NAMES.get(kind, kind)
    return Refusal(f"No such {name}: '{ident}'", status=404, code="resource_missing", param=param)


def no_such_parameter_object(name: str, ident: str, param: str) -> Refusal:
    """Say a parameter names something that does not exist; Stripe answers 400 here, 404 only for paths."""
    return Refusal(f"No such {name}: '{ident}'", code="resource_missing", param=param)


def unauthorised(given: str) -> Refusal:
    """Say the key is absent or wrong."""
    if not given:
        words = (
            "You did not provide an API key. You need to provide your API key in the Authorization header."
        )
    else:
        words = f"Invalid API Key provided: {given[:8]}{'*' * max(0, len(given) - 12)}{given[-4:]}"
    return Refusal(words, status=401)


def unexpected_state(words: str, code: str, **extra: object) -> Refusal:
    """Say the object cannot do that from where it is."""
    return Refusal(words, code=code, extra=dict(extra))


def no_such_account(ident: str) -> Refusal:
    """Return the refusal of a connected account that is not there, in the real API's words."""
    words = (
        f"The provided key 'sk_test_***' does not have access to account '{ident}'"
        " (or that account does not exist). Application access may have been revoked."
    )
    return Refusal(words, status=HTTPStatus.FORBIDDEN, code="account_invalid")

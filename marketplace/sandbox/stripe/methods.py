"""Which ways to pay are offered.

As of the pinned API version (2026-10-28.endive) nobody lists `payment_method_types` any more when creating: they
are computed, and `allowed_payment_method_types` / `excluded_payment_method_types` only narrow them. The answer still
says which in `payment_method_types`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marketplace.sandbox.protocol.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

CARD, ALIPAY, WECHAT = "card", "alipay", "wechat_pay"
# https://docs.stripe.com/payments/alipay and /wechat-pay list these presentment currencies.
ALIPAY_CURRENCIES = frozenset(("cny", "aud", "cad", "eur", "gbp", "hkd", "jpy", "myr", "nzd", "sgd", "usd"))
WECHAT_CURRENCIES = frozenset(
    ("cny", "aud", "cad", "chf", "dkk", "eur", "gbp", "hkd", "jpy", "nok", "sek", "sgd", "usd")
)


def offered(params: Mapping[str, Any], currency: str) -> list[str]:
    """List the ways to pay this. Refuses: when none is left."""
    eligible = [CARD]
    eligible += [ALIPAY] if currency in ALIPAY_CURRENCIES else []
    eligible += [WECHAT] if currency in WECHAT_CURRENCIES else []
    allowed = params.get("allowed_payment_method_types", eligible)
    excluded = params.get("excluded_payment_method_types", [])
    left = [method for method in eligible if method in allowed and method not in excluded]
    if not left:
        raise Refusal(
            f"No valid payment method types for this request in {currency}. Please ensure that you have "
            "activated payment methods compatible with your chosen currency and filters.",
            param="allowed_payment_method_types",
        )
    return left

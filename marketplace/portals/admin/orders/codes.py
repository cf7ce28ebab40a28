"""What is kept as a code, in words: why an order ended, and why a bank disputes a payment or could not refund it."""

from collections.abc import Mapping

from marketplace.foundation.text import N_

ENDED: Mapping[str, str] = {
    "buyer": N_("by the buyer"),
    "supplier": N_("by the supplier"),
    "seller": N_("by the seller"),
    "admin": N_("by Coolspot"),
    "not_accepted": N_("not accepted in time"),
    "not_shipped": N_("not sent in time"),
    "hold_too_long": N_("the money was held for too long"),
    "out_of_stock": N_("it has run out"),
    "cannot_deliver": N_("it cannot be delivered there"),
    "wrong_price": N_("the price was wrong"),
    "buyer_asked": N_("the buyer asked for it"),
    "other_reason": N_("another reason"),
}
# As the provider names them; its own sentences stay as they came.
BANK: Mapping[str, str] = {
    "fraudulent": N_("The cardholder says they did not pay"),
    "product_not_received": N_("The goods did not arrive"),
    "product_unacceptable": N_("The goods are not as described"),
    "credit_not_processed": N_("A refund was promised and did not come"),
    "duplicate": N_("It was charged twice"),
    "unrecognized": N_("The cardholder does not know the payment"),
    "subscription_canceled": N_("It was cancelled before"),
    "noncompliant": N_("A rule of the card network was broken"),
    "customer_initiated": N_("The buyer asked their bank"),
    "general": N_("Their bank gives no reason"),
    "bank_cannot_process": N_("The bank cannot process it"),
    "check_returned": N_("The payment was returned"),
    "debit_not_authorized": N_("The cardholder did not allow it"),
    "incorrect_account_details": N_("The account's details are wrong"),
    "insufficient_funds": N_("There was not enough money"),
    "declined": N_("The bank declined"),
    "expired_or_canceled_card": N_("The card has expired or was cancelled"),
    "lost_or_stolen_card": N_("The card was lost or stolen"),
    "merchant_request": N_("We asked for it"),
    "charge_for_pending_refund_disputed": N_("The payment is disputed"),
    "unknown": N_("Their bank gives no reason"),
}
CODES = {**ENDED, **BANK}

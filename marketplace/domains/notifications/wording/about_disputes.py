"""What buyer, payee and staff are told when a buyer's bank takes a payment back, and when it has decided."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

# Suppliers and second-hand sellers read the same.
_PAYEES: dict[str, tuple[str, str]] = {
    "disputed": (
        N_("The buyer's bank looks into order %(number)s"),
        N_(
            "It took the money back for now and decides whose it is. Send nothing until then; keep proof of delivery."
        ),
    ),
    "dispute_won": (
        N_("The bank decided for you: order %(number)s"),
        N_("%(goods)s. The payment stands, and the order runs on where it stood."),
    ),
    "dispute_lost": (
        N_("The bank decided for the buyer: order %(number)s"),
        N_("%(goods)s. %(amount)s is the buyer's: from what we held, or from your balance."),
    ),
}
ABOUT_DISPUTES: dict[str, Words] = {
    **{f"work_{kind}": Words("work", *said) for kind, said in _PAYEES.items()},
    **{f"sale_{kind}": Words("selling", *said) for kind, said in _PAYEES.items()},
    "order_disputed": Words(
        "orders",
        N_("Your bank looks into order %(number)s"),
        N_("It took the money back for now and decides whose it is. Until then nothing of this order moves."),
    ),
    "order_dispute_won": Words(
        "orders",
        N_("Your bank decided: the payment of order %(number)s stands"),
        N_("%(goods)s. The order runs on where it stood."),
    ),
    "order_dispute_lost": Words(
        "orders",
        N_("Your bank gave you %(amount)s of order %(number)s"),
        N_("%(goods)s. We give nothing back beside it."),
    ),
    "chargeback_open": Words(
        "work",
        N_("Charge-back %(number)s: %(amount)s"),
        N_("A buyer's bank took back what was paid for %(reference)s. Answer it at the provider by %(by)s."),
    ),
    "chargeback_won": Words(
        "work",
        N_("Won: charge-back %(number)s"),
        N_("%(amount)s of %(reference)s is back; its orders run on."),
    ),
    "chargeback_lost": Words(
        "work",
        N_("Lost: charge-back %(number)s"),
        N_("%(amount)s of %(reference)s is the buyer's; it was taken from the orders."),
    ),
}

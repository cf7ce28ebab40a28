"""What a supplier's people are told."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

TO_SUPPLIERS: dict[str, Words] = {
    "invited_to_work": Words(
        "work",
        N_("%(supplier)s invites you to work with them on Coolspot"),
        N_("%(name)s asks you. Sign in with this address, or open an account with it, and accept."),
    ),
    "work_order_paid": Words(
        "work",
        N_("New order %(number)s: %(amount)s"),
        N_("%(goods)s. Accept it by %(by)s, or the buyer is refunded."),
    ),
    "work_accept_reminder": Words(
        "work",
        N_("Order %(number)s waits for you"),
        N_("%(goods)s. Accept it by %(by)s, or the buyer is refunded."),
    ),
    "work_ship_reminder": Words(
        "work",
        N_("Order %(number)s must leave by %(by)s"),
        N_("%(goods)s. If it has not left by then, the order is cancelled and the buyer refunded."),
    ),
    "work_cancelled_buyer": Words(
        "work",
        N_("Cancelled: order %(number)s"),
        N_("%(goods)s. The buyer cancelled; the stock is free again."),
    ),
    "work_cancelled_supplier": Words(
        "work",
        N_("Cancelled: order %(number)s"),
        N_("%(goods)s. Your side cancelled; the buyer is refunded in full."),
    ),
    "work_cancelled_not_accepted": Words(
        "work",
        N_("Cancelled: order %(number)s"),
        N_("%(goods)s. It was not accepted in time; the buyer is refunded in full."),
    ),
    "work_cancelled_not_shipped": Words(
        "work",
        N_("Cancelled: order %(number)s"),
        N_("%(goods)s. It was not shipped in time; the buyer is refunded in full."),
    ),
    "work_cancelled_hold_too_long": Words(
        "work",
        N_("Cancelled: order %(number)s"),
        N_("%(goods)s. It took too long, so the hold ended; the buyer is refunded in full."),
    ),
    "work_released": Words(
        "money",
        N_("Released: %(amount)s for order %(number)s"),
        N_("The buyer has the goods. %(total)s less %(commission)s commission is on your balance."),
    ),
    "payout_done": Words(
        "money",
        N_("Paid out: %(amount)s"),
        N_("Payout %(number)s has reached your account at the payment provider."),
    ),
    "payout_failed": Words(
        "money",
        N_("A payout did not work: %(amount)s"),
        N_("The payment provider refused payout %(number)s. The money is back on your balance."),
    ),
    "payout_declined": Words(
        "money",
        N_("A payout was not let go: %(amount)s"),
        N_(
            "Coolspot looked at payout %(number)s and kept it: “%(words)s” The money is back on your balance."
        ),
    ),
    "review_written": Words(
        "reviews", N_("New review, %(stars)s of 5: %(goods)s"), N_("“%(words)s” You can reply once.")
    ),
    "photo_barred": Words(
        "work", N_("We took a photo off: %(goods)s"), N_("%(why)s Put another one in its place.")
    ),
    "photo_let": Words("work", N_("A photo is shown again: %(goods)s"), N_("We looked at it again. %(why)s")),
    "work_goods_back": Words(
        "work",
        N_("The goods of order %(number)s are yours again"),
        N_("%(goods)s. Look at them and say whether they go back on the shelf."),
    ),
}

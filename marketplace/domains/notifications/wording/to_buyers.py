"""What buyers are told."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

TO_BUYERS: dict[str, Words] = {
    "order_paid": Words(
        "orders",
        N_("Paid, and your money is protected: %(goods)s"),
        N_(
            "We hold %(amount)s for order %(number)s. %(supplier)s accepts it by %(by)s, or you get your money back."
        ),
    ),
    "order_lapsed": Words(
        "orders",
        N_("Not paid in time: %(goods)s"),
        N_("Order %(number)s has lapsed and nothing was charged. The goods are back on the shelf."),
    ),
    "order_accepted": Words(
        "orders",
        N_("Accepted: %(goods)s"),
        N_("%(supplier)s ships order %(number)s by %(by)s. We keep holding %(amount)s until you have it."),
    ),
    "order_cancelled_unpaid": Words(
        "orders", N_("Cancelled: %(goods)s"), N_("Order %(number)s is cancelled. Nothing was charged.")
    ),
    "order_cancelled_buyer": Words(
        "orders",
        N_("Cancelled: %(goods)s"),
        N_("You cancelled order %(number)s. %(amount)s goes back to you the way you paid."),
    ),
    "order_cancelled_supplier": Words(
        "orders",
        N_("Cancelled by the supplier: %(goods)s"),
        N_("%(supplier)s cannot deliver order %(number)s. %(amount)s goes back to you the way you paid."),
    ),
    "order_cancelled_not_accepted": Words(
        "orders",
        N_("Not accepted in time: %(goods)s"),
        N_(
            "%(supplier)s did not accept order %(number)s in time. %(amount)s goes back to you the way you paid."
        ),
    ),
    "order_cancelled_not_shipped": Words(
        "orders",
        N_("Not shipped in time: %(goods)s"),
        N_(
            "%(supplier)s did not ship order %(number)s in time. %(amount)s goes back to you the way you paid."
        ),
    ),
    "order_cancelled_hold_too_long": Words(
        "orders",
        N_("Cancelled: %(goods)s"),
        N_("Order %(number)s took too long, so we ended it. %(amount)s goes back to you the way you paid."),
    ),
    "order_shipped": Words(
        "orders",
        N_("On its way: %(goods)s"),
        N_(
            "%(supplier)s has shipped order %(number)s, tracking number %(tracking)s. We still hold your money."
        ),
    ),
    "parcel_out": Words(
        "orders",
        N_("Comes today: %(goods)s"),
        N_("The courier is on the way with order %(number)s. Look at the goods while the courier is there."),
    ),
    "order_delivered": Words(
        "orders",
        N_("Delivered: %(goods)s"),
        N_(
            "Check it by %(until)s. If something is wrong, tell us before then; if all is well, you do nothing."
        ),
    ),
    "claim_reminder": Words(
        "orders",
        N_("Is everything all right? %(goods)s"),
        N_("You can report a problem with order %(number)s until %(until)s. After that we pay %(supplier)s."),
    ),
    "order_received": Words(
        "orders",
        N_("Complete: %(goods)s"),
        N_(
            "The time to report problems with order %(number)s is over. Say in a review how it is; it helps others."
        ),
    ),
    "order_recalled": Words(
        "orders",
        N_("Called back by its maker: %(goods)s"),
        N_(
            "%(why)s It is in your order %(number)s. Until it has left you can cancel; once you have it, do not "
            "use it, and tell us there."
        ),
    ),
    "refund_done": Words(
        "money",
        N_("Money back: %(amount)s"),
        N_("We returned it the way you paid, for order %(number)s. Banks take up to 10 days to show it."),
    ),
    "review_answered": Words(
        "reviews", N_("%(supplier)s answered your review"), N_("%(goods)s: “%(words)s”")
    ),
}

"""What the two sides of a second-hand deal are told: offers, and what happens to the order."""

from marketplace.domains.notifications.wording.words import Words
from marketplace.foundation.text import N_

REFUNDED = N_("%(goods)s. It is on the shelf again, and the buyer is refunded in full.")

ABOUT_DEALS: dict[str, Words] = {
    "proposal_made": Words(
        "messages",
        N_("%(name)s offers %(amount)s"),
        N_("For “%(goods)s”, which you list at %(price)s. Answer by %(by)s, or the offer expires."),
    ),
    "proposal_countered": Words(
        "messages",
        N_("%(name)s suggests %(amount)s"),
        N_("For “%(goods)s”. Say yes, no or another price by %(by)s, or it expires."),
    ),
    "proposal_accepted": Words(
        "messages",
        N_("Your offer of %(amount)s was accepted"),
        N_("We keep “%(goods)s” for you until %(by)s. Order and pay by then."),
    ),
    "proposal_agreed": Words(
        "messages",
        N_("%(name)s accepts your price of %(amount)s"),
        N_("We keep “%(goods)s” for them until %(by)s; if they have not ordered by then, it is free again."),
    ),
    "proposal_declined": Words(
        "messages",
        N_("No to %(amount)s"),
        N_("%(name)s does not go along with your price for “%(goods)s”. You can suggest another one."),
    ),
    "proposal_expired": Words(
        "messages",
        N_("Nobody answered your %(amount)s in time"),
        N_("Your price for “%(goods)s” has expired. You can suggest it again."),
    ),
    "proposal_closed": Words(
        "messages",
        N_("Gone: %(goods)s"),
        N_("Your offer of %(amount)s ended, because it was sold or taken off the shelf."),
    ),
    "proposal_lapsed": Words(
        "messages",
        N_("No longer kept for you: %(goods)s"),
        N_("You did not order in time at %(amount)s. It is on the shelf again."),
    ),
    "proposal_unused": Words(
        "messages",
        N_("Not ordered: %(goods)s"),
        N_("%(name)s did not order in time at %(amount)s. It is on the shelf again."),
    ),
    "pickup_ready": Words(
        "orders",
        N_("Ready to be picked up: %(goods)s"),
        N_(
            "Agree with %(supplier)s when you come, by %(by)s. Look at it there, and show your pick-up code only "
            "when you take it. Place and code stand in order %(number)s."
        ),
    ),
    "movers_ready": Words(
        "orders",
        N_("Accepted: %(goods)s"),
        N_(
            "Coolspot's movers fetch it from %(supplier)s by %(by)s and call you to agree when they come. We keep "
            "holding %(amount)s until you have it."
        ),
    ),
    "movers_have_it": Words(
        "orders",
        N_("With the movers: %(goods)s"),
        N_(
            "They call you to agree when they come. Look at it at your door, and show them your delivery code only "
            "then. The code stands in order %(number)s."
        ),
    ),
    "picked_up": Words(
        "orders",
        N_("Picked up: %(goods)s"),
        N_(
            "Check it by %(until)s. If something is wrong, tell us before then; if all is well, you do nothing."
        ),
    ),
    "order_cancelled_seller": Words(
        "orders",
        N_("Cancelled by the seller: %(goods)s"),
        N_("%(supplier)s cannot sell it after all. %(amount)s goes back to you the way you paid."),
    ),
    "sale_order_paid": Words(
        "selling",
        N_("Sold: %(goods)s"),
        N_(
            "The buyer has paid %(amount)s, and we hold it. Accept order %(number)s by %(by)s, or they are refunded."
        ),
    ),
    "sale_accept_reminder": Words(
        "selling",
        N_("Order %(number)s waits for you"),
        N_("%(goods)s. Accept it by %(by)s, or the buyer is refunded."),
    ),
    "sale_ship_reminder": Words(
        "selling",
        N_("Hand over or send by %(by)s: %(goods)s"),
        N_("If order %(number)s has not left by then, it is cancelled and the buyer refunded."),
    ),
    "sale_cancelled_buyer": Words("selling", N_("The buyer cancelled order %(number)s"), REFUNDED),
    "sale_cancelled_seller": Words("selling", N_("You cancelled order %(number)s"), REFUNDED),
    "sale_cancelled_not_accepted": Words("selling", N_("Not accepted in time: order %(number)s"), REFUNDED),
    "sale_cancelled_not_shipped": Words("selling", N_("Not handed over in time: order %(number)s"), REFUNDED),
    "sale_cancelled_hold_too_long": Words("selling", N_("Order %(number)s took too long"), REFUNDED),
    "sale_cancelled_supplier": Words("selling", N_("Cancelled: order %(number)s"), REFUNDED),
    "sale_released": Words(
        "money",
        N_("Yours: %(amount)s for %(goods)s"),
        N_("Order %(number)s is complete and the money is on your balance, less %(commission)s commission."),
    ),
}

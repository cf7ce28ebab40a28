"""What each kind of notice says, and to which group of wishes it belongs. The message ids are the English sentences."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from marketplace.foundation.text import N_

CHANNELS = ("email", "sms")
GROUPS = ("orders", "money", "reviews", "work")  # what people may turn off; "security" always comes
ALWAYS = "security"
GROUP_NAMES = {
    "orders": N_("My orders"),
    "money": N_("Refunds and payouts"),
    "reviews": N_("Reviews"),
    "work": N_("Work: orders for my shop"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A kind's group, its title and its sentence."""

    group: str
    title: str
    body: str


def wants_by_default(group: str, channel: str, reach: AbstractSet[str]) -> bool:
    """Say what people get who said nothing: mail for all, texts only where there is no mail, and not for chatter."""
    if channel == "email":
        return True
    return "email" not in reach and group != "reviews"


KINDS: dict[str, Words] = {
    # To buyers
    "registered": Words(
        ALWAYS,
        N_("Welcome to Coolspot, %(name)s"),
        N_(
            "When you buy, we hold your money until the goods are right. You can set here what we write to you about."
        ),
    ),
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
    "refund_done": Words(
        "money",
        N_("Money back: %(amount)s"),
        N_("We returned it the way you paid, for order %(number)s. Banks take up to 10 days to show it."),
    ),
    "review_answered": Words(
        "reviews", N_("%(supplier)s answered your review"), N_("%(goods)s: “%(words)s”")
    ),
    # To a supplier's people
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
    "review_written": Words(
        "reviews", N_("New review, %(stars)s of 5: %(goods)s"), N_("“%(words)s” You can reply once.")
    ),
    # About the account itself
    "password_changed": Words(
        ALWAYS,
        N_("Your password was changed"),
        N_("All other devices are signed out. If it was not you, sign in by code and set a new one at once."),
    ),
    "email_changed": Words(
        ALWAYS,
        N_("Your e-mail address was changed"),
        N_("If it was not you, sign in, look at your contacts and sign out all other devices."),
    ),
    "phone_changed": Words(
        ALWAYS,
        N_("Your mobile number was changed"),
        N_("If it was not you, sign in, look at your contacts and sign out all other devices."),
    ),
    "second_step_on": Words(
        ALWAYS, N_("The second step is on"), N_("From now on, signing in also asks for a code of your app.")
    ),
    "second_step_off": Words(
        ALWAYS,
        N_("The second step is off"),
        N_("Signing in no longer asks for a code of your app. If it was not you, change your password."),
    ),
}

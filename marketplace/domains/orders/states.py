"""How an order moves."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

ORDER = Table(
    subject="order",
    moves={
        ("placed", "pay"): "paid",
        ("placed", "lapse"): "lapsed",
        ("placed", "cancel"): "cancelled",
        ("lapsed", "pay"): "paid",  # late money, when there was stock after all
        ("paid", "accept"): "accepted",
        ("paid", "cancel"): "cancelled",
        ("accepted", "ship"): "shipped",
        ("accepted", "cancel"): "cancelled",
        ("shipped", "deliver"): "delivered",
        ("shipped", "receive"): "received",
        ("shipped", "lose"): "cancelled",  # nobody saw it arrive before its hold grew too old
        ("delivered", "receive"): "received",
        ("received", "complete"): "completed",
        ("accepted", "hand_over"): "delivered",  # picked up, proven by the buyer's code
        ("paid", "give_back"): "refunded",  # the buyer's bank gave them all of it
        ("accepted", "give_back"): "refunded",
        ("shipped", "give_back"): "refunded",  # or a case did
        ("delivered", "give_back"): "refunded",
        ("received", "give_back"): "refunded",
    },
    refusal=N_("This order has moved on. Reload the page to see where it is."),
    sentences={
        "cancelled": N_("This order was cancelled."),
        "lapsed": N_("This order was not paid in time and has lapsed."),
        "shipped": N_("This order has already been shipped."),
        "completed": N_("This order is completed."),
        "refunded": N_("This order was refunded in full."),
    },
)

OPEN = frozenset({"placed", "paid", "accepted", "shipped", "delivered", "received"})
HOLDING = OPEN - {"placed"}  # states in which the buyer's money is kept

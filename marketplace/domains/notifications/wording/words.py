"""What a kind of notice is made of, and which groups people may turn off."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from marketplace.foundation.text import N_

CHANNELS = ("email", "sms")
GROUPS = (
    "orders",
    "money",
    "reviews",
    "selling",
    "messages",
    "work",
)  # what people may turn off; "security" always comes
ALWAYS = "security"
GROUP_NAMES = {
    "orders": N_("My orders"),
    "money": N_("Refunds and payouts"),
    "reviews": N_("Reviews"),
    "selling": N_("Selling what I used"),
    "messages": N_("Messages and offers"),
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

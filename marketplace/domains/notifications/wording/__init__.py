"""What each kind of notice says, and to which group of wishes it belongs. The message ids are the English sentences."""

from marketplace.domains.notifications.wording.about_accounts import ABOUT_ACCOUNTS
from marketplace.domains.notifications.wording.about_cases import ABOUT_CASES
from marketplace.domains.notifications.wording.about_deals import ABOUT_DEALS
from marketplace.domains.notifications.wording.about_disputes import ABOUT_DISPUTES
from marketplace.domains.notifications.wording.about_listings import ABOUT_LISTINGS
from marketplace.domains.notifications.wording.about_selling import ABOUT_SELLING
from marketplace.domains.notifications.wording.about_wishes import ABOUT_WISHES
from marketplace.domains.notifications.wording.to_buyers import TO_BUYERS
from marketplace.domains.notifications.wording.to_staff import TO_STAFF
from marketplace.domains.notifications.wording.to_suppliers import TO_SUPPLIERS
from marketplace.domains.notifications.wording.words import (
    ALWAYS,
    CHANNELS,
    GROUP_NAMES,
    GROUPS,
    Words,
    wants_by_default,
)

KINDS: dict[str, Words] = (
    TO_BUYERS
    | TO_SUPPLIERS
    | ABOUT_ACCOUNTS
    | ABOUT_CASES
    | ABOUT_DEALS
    | ABOUT_DISPUTES
    | ABOUT_LISTINGS
    | ABOUT_SELLING
    | ABOUT_WISHES
    | TO_STAFF
)

__all__ = ["ALWAYS", "CHANNELS", "GROUPS", "GROUP_NAMES", "KINDS", "Words", "wants_by_default"]

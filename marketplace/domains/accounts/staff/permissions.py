"""What a member of staff may be allowed to do: every permission of the house, named here and nowhere else."""

from collections.abc import Mapping

from marketplace.foundation.text import N_

EVERYTHING = "*"
STAFF_EDIT = "staff.edit"
PERMISSIONS: Mapping[str, str] = {
    "orders.read": N_("See orders and their history"),
    "orders.edit": N_("Change, cancel and deliver orders"),
    "refunds.make": N_("Give money back to buyers"),
    "people.read": N_("See people"),
    "people.suspend": N_("Suspend people and let them back in"),
    "suppliers.read": N_("See suppliers"),
    "suppliers.edit": N_("Open and suspend suppliers"),
    "catalog.read": N_("See the catalogue"),
    "catalog.edit": N_("Change categories, attributes and what is on the shelf"),
    "commission.edit": N_("Set commission"),
    "settings.edit": N_("Change settings"),
    "money.read": N_("See payments, refunds, payouts and the books"),
    "money.pay": N_("Send refunds and payouts again"),
    "reviews.moderate": N_("Hide and show reviews"),
    "verify": N_("Check real names and see the documents"),
    "moderate": N_("Moderate listings, reports and appeals"),
    "cases": N_("Decide cases between buyers and sellers"),
    "jobs.read": N_("See queues and failed jobs"),
    "jobs.edit": N_("Run failed jobs again and delete them"),
    STAFF_EDIT: N_("Compose roles and give them to staff"),
}


def holds(permissions: "list[str] | frozenset[str]", wanted: str) -> bool:
    """Say whether a set of permissions includes this one."""
    return wanted in permissions or EVERYTHING in permissions

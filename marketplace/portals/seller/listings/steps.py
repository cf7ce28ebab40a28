"""The steps of writing a listing: their order, their words, and what each page of them needs."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import get_own_listing, kind_of
from marketplace.domains.listings.sizes import Kind
from marketplace.domains.listings.states import EDITABLE, LISTING
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Missing
from marketplace.web import access
from marketplace.web.forms import Form

STEPS = ("what", "photos", "condition", "price", "handover", "preview")


class StepForm(Form):
    """A step's form: `said` returns what was filled in rightly, for the draft to keep."""

    def said(self) -> dict[str, Any]:
        """Return the columns this form speaks of, leaving out those with errors."""
        raise NotImplementedError

    def fine(self, *names: str) -> bool:
        """Say whether none of these fields has an error."""
        return not any(self[name].errors for name in names)


@dataclass(frozen=True, slots=True)
class Mine:
    """A listing of the person who asks, with its kind."""

    listing: Listing
    kind: Kind


def mine(number: str, *, lock: bool = False, editable: bool = False) -> Mine:
    """Return a listing of the signed-in person. Refuses: another's; with `editable`, one that is no draft (Stale)."""
    listing = get_own_listing(number, seller_id=access.me().id, lock=lock)
    kind = kind_of(listing.category_id)
    if kind is None:
        raise Missing
    if editable and listing.state not in EDITABLE:
        raise LISTING.stale(listing.state)
    return Mine(listing, kind)


def next_url(listing: Listing, step: str) -> str:
    """Return the page after this step."""
    return step_url(listing, STEPS[STEPS.index(step) + 1])


def step_url(listing: Listing, step: str) -> str:
    """Return the page of a step; the last one is the listing itself."""
    endpoint = {"preview": "seller.listing", "bought_here": "seller.bought_here"}.get(step)
    endpoint = endpoint or f"seller.listing_{step}"
    return url_for(endpoint, number=listing.number)


def is_short(listing: Listing) -> bool:
    """Say whether one page asks for all that is missing: it was bought here, and has no price yet."""
    return listing.unit_id is not None and not listing.price


def page(this: Mine, step: str, **more: Any) -> str:
    """Return a step's page."""
    at = STEPS.index(step)
    return render_template(
        f"seller/listings/{step}.html",
        listing=this.listing,
        kind=this.kind,
        step=step,
        steps=_words(),
        now=at + 1,
        back_url=step_url(this.listing, STEPS[at - 1]) if at else url_for("seller.home"),
        next_url=step_url(
            this.listing, "preview" if request.args.get("then") == "preview" else STEPS[at + 1]
        ),
        currency=settlement_currency(),
        **more,
    )


def _words() -> list[str]:
    return [_("Appliance"), _("Photos"), _("Condition"), _("Price"), _("Hand-over"), _("Preview")]

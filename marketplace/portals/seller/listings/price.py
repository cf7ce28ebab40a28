"""The fourth step: the price, with what we suggest and why."""

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired

from marketplace.domains.listings.models import Listing
from marketplace.domains.listings.queries import get_own_listing, sales_like
from marketplace.domains.listings.suggest import Suggestion, suggest
from marketplace.domains.orders.used.price import Earning, earning
from marketplace.foundation import clock, money
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings.condition import GRADE_WORDS
from marketplace.portals.seller.listings.steps import Mine, StepForm
from marketplace.web import access
from marketplace.web.fields import MoneyField

COMPARED = timedelta(days=180)
MOST = 10**9  # minor units: ten million
LEAST = 100


class PriceForm(StepForm):
    price = MoneyField(
        _l("Your price"),
        least=LEAST,
        most=MOST,
        validators=[InputRequired()],
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": 14},
    )
    new_price = MoneyField(
        _l("What it cost new"),
        least=LEAST,
        most=MOST,
        description=_l("Helps us to suggest a price. Buyers see it beside yours."),
        render_kw={"inputmode": "decimal", "autocomplete": "off", "maxlength": 14},
    )
    takes_proposals = BooleanField(
        _l("Buyers may make me an offer"),
        description=_l("You can accept, decline or answer with another price."),
    )
    suggestion: Suggestion | None = None

    def said(self) -> dict[str, Any]:
        found: dict[str, Any] = {"takes_proposals": bool(self.takes_proposals.data)}
        found |= {name: self[name].data for name in ("price", "new_price") if self.fine(name)}
        if found.get("price") is None:
            found.pop("price", None)  # spaces are no price: the one that stood there stays
        found["suggested"] = self.suggestion.price if self.suggestion else None
        return found


def make(this: Mine) -> PriceForm:
    """Return the form with what the draft says; "use it" takes the suggestion."""
    form = PriceForm(data=data(this))
    fill_in(form, this)
    return form


def data(this: Mine) -> dict[str, Any]:
    """Return what a listing says of its price, as the form shows it."""
    row = this.listing
    return {"price": row.price or None, "new_price": row.new_price, "takes_proposals": row.takes_proposals}


def fill_in(form: PriceForm, this: Mine) -> None:
    """Put the suggestion beside the price, and into it where that button was pressed."""
    form.suggestion = suggested(this, form.new_price.data or this.listing.new_price)
    if request.form.get("way") == "use" and form.suggestion:
        asked = form.suggestion.price
        form.price.data, form.price.raw_data = asked, [money.plain(asked, form.price.currency)]


def suggested(
    this: Mine, new_price: int | None, *, made_on: date | None = None, grade: str = ""
) -> Suggestion | None:
    """Return what we suggest for a listing, be it made then and looking so; None while its age is unknown."""
    listing: Listing = this.listing
    made_on = made_on or listing.made_on
    if made_on is None:
        return None
    now = clock.now()
    return suggest(
        kind=this.kind,
        new_price=new_price,
        made_on=made_on,
        grade=grade or listing.grade,
        sales=sales_like(listing, since=now - COMPARED),
        today=now.date(),
    )


def context(this: Mine, form: PriceForm) -> dict[str, Any]:
    """Return what the page shows beside the form."""
    shown = (form.price.data if form.fine("price") else None) or this.listing.price
    return {
        "suggestion": form.suggestion,
        "grades": GRADE_WORDS,
        "days": COMPARED.days,
        "earning": of_price(this, shown),
    }


def of_price(this: Mine, price: int | None) -> Earning | None:
    """Return what the seller gets of this price after commission, as an order would fix it now."""
    return earning(price, category_id=this.kind.category_id) if price else None


@portal.get("/listings/<number>/earning")
def listing_earning(number: str) -> str:
    """Say what the seller gets of the price being typed."""
    row = get_own_listing(number, seller_id=access.me().id)
    typed = request.args.get("price") or request.args.get("amount") or ""
    try:
        price = money.parse(typed, money.settlement_currency())
    except ValueError:
        price = 0
    fits = LEAST <= price <= MOST
    return render_template(
        "seller/listings/_earning.html",
        earning=earning(price, category_id=row.category_id) if fits else None,
        currency=money.settlement_currency(),
    )

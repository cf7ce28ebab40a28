"""Selling what was bought here: one page asks for what we cannot know, the rest we wrote down when it was sold."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from marketplace.domains.inventory.units.story import story_of
from marketplace.domains.listings.checklists import GRADES, PASS, checklist_of
from marketplace.domains.listings.drafting.fill import fill
from marketplace.domains.listings.gates import LEAST_PHOTOS, PLATE, uses_gas
from marketplace.domains.listings.queries import photos_of_listing
from marketplace.domains.photos.receive import MOST_OF_ONE_THING
from marketplace.foundation import clock
from marketplace.foundation.money import settlement_currency
from marketplace.foundation.refusals import Missing, Refused
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings import price
from marketplace.portals.seller.listings.condition import GRADE_WORDS, grade_details
from marketplace.portals.seller.listings.price import PriceForm
from marketplace.portals.seller.listings.steps import Mine, mine, step_url
from marketplace.portals.seller.listings.what import MadeFields, offer_months
from marketplace.web import htmx


class BoughtForm(MadeFields, PriceForm):
    """What only its owner knows: the month on the plate, how it looks, the price."""

    grade = RadioField(_l("How it looks"), validators=[InputRequired()])


@portal.get("/listings/<number>/bought-here")
def bought_here(number: str) -> str:
    """Ask for what we do not know of it, the rest being filled in."""
    this = _unit_of_mine(number)
    return _page(this, _form(this))


@portal.post("/listings/<number>/bought-here")
def save_bought_here(number: str) -> ResponseReturnValue:
    """Save it and show what buyers will see; pressing it says that everything was tried and works."""
    this = _unit_of_mine(number, lock=True)
    form = _form(this)
    if form.validate():
        works = {item.code: PASS for item in checklist_of(this.kind)}
        try:
            _fill(this, "what", made_on=form.made_on())
            _fill(this, "condition", grade=form.grade.data, checklist=works)
            _fill(this, "price", **form.said())
        except Refused as no:
            form.refuse(no)
        else:
            return htmx.see_other(step_url(this.listing, "preview"))
    return _page(this, form), 422


def _unit_of_mine(number: str, *, lock: bool = False) -> Mine:
    this = mine(number, lock=lock, editable=True)
    if this.listing.unit_id is None:
        raise Missing
    return this


def _fill(this: Mine, step: str, **said: Any) -> None:
    fill(listing=this.listing, step=step, said=said, at=clock.now())


def _form(this: Mine) -> BoughtForm:
    """Return the form with the likeliest answers: new when it was bought, kept well, the price we suggest."""
    row = this.listing
    known = row.made_on or _bought_in(this)
    data = price.data(this) | {
        "grade": row.grade or "good",
        "made_year": str(known.year) if known else "",
        "made_month": str(known.month) if known else "",
    }
    form = BoughtForm(data=data)
    form.grade.choices = [(grade, GRADE_WORDS[grade]) for grade in GRADES]
    offer_months(form)
    form.suggestion = price.suggested(
        this, row.new_price, made_on=form.made_on(), grade=form.grade.data or ""
    )
    if form.price.data is None and not request.form and form.suggestion:
        form.price.data = form.suggestion.price
    return form


def _bought_in(this: Mine) -> date | None:
    """Return the month it was bought new, about when it was made; None for gas: its lawful life hangs on the plate."""
    told = story_of(this.listing.unit_id)
    sold = (event.at for event in told.events if event.kind == "sold")
    first = next(sold, told.unit.sold_at if told.unit else None)
    return None if first is None or uses_gas(this.kind) else first.date().replace(day=1)


def _page(this: Mine, form: BoughtForm) -> str:
    row = this.listing
    photos = photos_of_listing(row.id)
    return render_template(
        "seller/listings/bought_here.html",
        listing=row,
        form=form,
        items=checklist_of(this.kind),
        details=grade_details(),
        photos=[photo for photo in photos if photo.role != PLATE],
        plates=[photo for photo in photos if photo.role == PLATE],
        most=MOST_OF_ONE_THING() - 1,
        least=LEAST_PHOTOS(),
        earning=price.of_price(this, form.price.data),
        currency=settlement_currency(),
        back_url=url_for("seller.home"),
        story=story_of(row.unit_id),
    )

"""Filling in the steps: each saves what was said and leads on; and keeps itself while it is being filled in."""

from types import ModuleType
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.domains.listings.drafting.fill import fill
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.seller import portal
from marketplace.portals.seller.listings import condition, handover, price, what
from marketplace.portals.seller.listings.steps import Mine, StepForm, mine, next_url, page, step_url
from marketplace.web import htmx

FORMS: dict[str, ModuleType] = {"what": what, "condition": condition, "price": price, "handover": handover}
REDRAWN = frozenset({"all_work", "use", "choose"})  # buttons that fill in part of the form and show it again


def listing_step(number: str, step: str) -> str:
    """Show one step of a draft, as far as it is filled in."""
    this = mine(number, editable=True)
    return _page(this, step, FORMS[step].make(this))


def save_listing_step(number: str, step: str) -> ResponseReturnValue:
    """Save a step and lead on to the next; what is wrong is shown, and what was right is kept all the same."""
    this = mine(number, lock=True, editable=True)
    form: StepForm = FORMS[step].make(this)
    way = request.form.get("way", "")
    fine = form.validate() or way in REDRAWN
    said = form.said()
    try:
        _fill(this, step, said)
    except Refused as no:
        form.refuse(no)
        fine = False
    if not fine:
        return _page(this, step, form), 422
    if way in REDRAWN or _is_another_kind(this, step, said):
        return htmx.see_other(step_url(this.listing, step))
    then = request.args.get("then") == "preview"
    return htmx.see_other(step_url(this.listing, "preview") if then else next_url(this.listing, step))


def keep_listing_step(number: str, step: str) -> Response:
    """Keep what is filled in rightly so far, without leaving the page; the rest waits until it is right."""
    this = mine(number, lock=True, editable=True)
    form: StepForm = FORMS[step].make(this)
    whole = form.validate()
    for name, value in form.said().items():
        try:
            _fill(this, step, {name: value})
        except Refused:
            whole = False
    answer = Response(render_template("seller/listings/_kept.html", at=this.listing.saved_at))
    return htmx.trigger(answer, "kept", {"saved": this.listing.saved_at.isoformat(), "whole": whole})


def _fill(this: Mine, step: str, said: dict[str, Any]) -> None:
    fill(listing=this.listing, step=step, said=said, at=clock.now())


def _is_another_kind(this: Mine, step: str, said: dict[str, Any]) -> bool:
    """Say whether its kind was changed: then the same step asks for other facts."""
    return step == "what" and said.get("category_id", this.kind.category_id) != this.kind.category_id


def _page(this: Mine, step: str, form: StepForm) -> str:
    return page(this, step, form=form, **FORMS[step].context(this, form))


for _step in FORMS:
    _url, _known = f"/listings/<number>/{_step}", {"step": _step}
    portal.add_url_rule(_url, f"listing_{_step}", listing_step, defaults=_known)
    portal.add_url_rule(_url, f"save_{_step}", save_listing_step, defaults=_known, methods=["POST"])
    portal.add_url_rule(
        f"{_url}/draft", f"keep_{_step}", keep_listing_step, defaults=_known, methods=["POST"]
    )

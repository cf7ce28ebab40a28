"""A person's addresses."""

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.domains.accounts.addresses import divisions as china
from marketplace.domains.accounts.addresses.remove import bring_back, remove
from marketplace.domains.accounts.addresses.save import make_default, save
from marketplace.domains.accounts.models import Address
from marketplace.domains.accounts.queries import get_address, list_addresses
from marketplace.foundation import clock
from marketplace.foundation.refusals import Refused
from marketplace.portals.account import portal
from marketplace.portals.account.address_form import AddressForm, feed, of_address, wants_choices
from marketplace.web import access, htmx, languages, links

A_DAY = "private, max-age=86400"


@portal.get("/addresses")
def addresses() -> ResponseReturnValue:
    """Show the addresses; after a removal also the way back."""
    removed = request.args.get("removed", type=int)
    return render_template(
        "account/addresses/list.html", rows=list_addresses(access.me().id), removed=removed
    )


@portal.route("/addresses/new", methods=["GET", "POST"])
def new_address() -> ResponseReturnValue:
    person = access.me()
    start = {"country": "CN", "recipient": person.display_name, "phone": person.phone or ""}
    return _edit(AddressForm(data=start).prepare(), None)


@portal.route("/addresses/<int:address_id>", methods=["GET", "POST"])
def address(address_id: int) -> ResponseReturnValue:
    row = get_address(access.me().id, address_id)
    return _edit(AddressForm(data=of_address(row)).prepare(), row)


def _edit(form: AddressForm, row: Address | None) -> ResponseReturnValue:
    going_to = links.asked_next(url_for("account.addresses"))
    shown = {"form": form, "row": row, "next": going_to, "feed": feed()}
    if wants_choices(request.form.get("way")):
        template = "_fields" if htmx.is_fragment() else "edit"
        return render_template(f"account/addresses/{template}.html", **shown)
    if form.validate_on_submit():
        try:
            _save(form, row)
        except Refused as no:
            form.refuse(no)
        else:
            return htmx.see_other(going_to)
    return render_template("account/addresses/edit.html", **shown), 422 if form.is_submitted() else 200


def _save(form: AddressForm, row: Address | None) -> None:
    save(
        person_id=access.me().id,
        place=form.place(),
        at=clock.now(),
        address_id=row.id if row else None,
        default=form.default.data,
    )


@portal.post("/addresses/<int:address_id>/default")
def address_default(address_id: int) -> ResponseReturnValue:
    """Deliver here unless said otherwise."""
    make_default(person_id=access.me().id, address_id=address_id)
    return htmx.see_other(url_for("account.addresses"))


@portal.post("/addresses/<int:address_id>/removal")
def address_removal(address_id: int) -> ResponseReturnValue:
    """Put an address away, with a way back."""
    remove(person_id=access.me().id, address_id=address_id, at=clock.now())
    return htmx.see_other(url_for("account.addresses", removed=address_id))


@portal.post("/addresses/<int:address_id>/restoration")
def address_restoration(address_id: int) -> ResponseReturnValue:
    """Bring a removed address back."""
    bring_back(person_id=access.me().id, address_id=address_id)
    return htmx.see_other(url_for("account.addresses"))


@portal.get("/divisions")
def divisions() -> ResponseReturnValue:
    """Answer what lies within a province or city, for a script."""
    found = china.within(request.args.get("parent", ""))
    answer = jsonify([{"value": d.code, "label": d.label(languages.current())} for d in found])
    answer.headers["Cache-Control"] = A_DAY
    return answer

"""It was not me: where every warning leads. Whoever has our message, or is signed in, may take the change back."""

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts import contacts
from marketplace.domains.accounts.models import ProofChange
from marketplace.domains.accounts.proofs.take_back import take_back
from marketplace.domains.accounts.queries import UNDO_WITHIN, get_change, get_person
from marketplace.foundation import clock, seal
from marketplace.foundation.refusals import Missing
from marketplace.portals.account import portal
from marketplace.web import access, htmx, limits, logs, sessions


@portal.get("/changes/<int:change_id>")
def change(change_id: int) -> ResponseReturnValue:
    """Say what was changed and offer to take it back."""
    row = _own(change_id)
    if row is None:
        return access.ask_to_sign_in()
    return render_template(
        "account/changes/show.html",
        change=row,
        was=contacts.of(row.was).masked if row.was else "",
        added=_added(row),
        until=row.at + UNDO_WITHIN.span,
        is_late=row.at + UNDO_WITHIN.span <= clock.now(),
        proof=request.args.get("proof", ""),
    )


@portal.post("/changes/<int:change_id>/undo")
@limits.limited("20 per hour", by=limits.by_address)
def change_undo(change_id: int) -> ResponseReturnValue:
    """Take it back: nobody stays signed in, here neither."""
    row = _own(change_id)
    if row is None:
        return access.ask_to_sign_in()
    person = take_back(change=row, at=clock.now())
    logs.security.info("change taken back", person=person.id, what=row.what)
    if access.current_person() is not None:
        sessions.sign_out()
    flash(_("Taken back. Every device is signed out and the password is gone: sign in by code."), "good")
    return htmx.see_other(url_for("account.sign_in"))


def _added(row: ProofChange) -> str:
    """Return the contact that this change added where there was none."""
    person = get_person(row.person_id)
    now = {"email": person.email, "phone": person.phone}.get(row.what)
    return contacts.of(now).masked if now and row.was is None else ""


def _own(change_id: int) -> ProofChange | None:
    """Return the change for its owner or the holder of the proof; None asks a guest to sign in. Refuses: others."""
    proof, person = request.values.get("proof", ""), access.current_person()
    if proof and seal.proves(url_for("account.change", change_id=change_id), proof):
        return get_change(change_id)
    if person is None:
        return None
    row = get_change(change_id)
    if row.person_id != person.id:
        raise Missing
    return row

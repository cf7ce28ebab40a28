"""The devices that are signed in, and signing out."""

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.domains.accounts.end_sessions import end_session, end_sessions
from marketplace.domains.accounts.queries import list_sessions
from marketplace.foundation import clock
from marketplace.portals.account import portal
from marketplace.portals.account.safety.devices import device
from marketplace.web import access, htmx
from marketplace.web import sessions as ours
from marketplace.web.stored import IDLE


def _here() -> str:
    row = ours.stored().row
    return row.public_id if row else ""


@portal.get("/sessions")
def sessions() -> ResponseReturnValue:
    """Show where this person is signed in."""
    rows = list_sessions(access.me().id, idle=IDLE.span, at=clock.now())
    rows = sorted(rows, key=lambda row: row.public_id != _here())
    return render_template("account/sessions/list.html", rows=rows, this_device=_here(), device=device)


@portal.post("/sessions/<public_id>/end")
def session_end(public_id: str) -> ResponseReturnValue:
    """Sign one device out."""
    if public_id == _here():
        return sign_out()
    end_session(person_id=access.me().id, public_id=public_id)
    flash(_("That device is signed out."), "good")
    return htmx.see_other(url_for("account.sessions"))


@portal.post("/sessions/others/end")
def sessions_end() -> ResponseReturnValue:
    """Sign every other device out."""
    end_sessions(person_id=access.me().id, keep=_here())
    flash(_("All other devices are signed out."), "good")
    return htmx.see_other(url_for("account.sessions"))


@portal.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session."""
    ours.sign_out()
    return htmx.see_other("/")

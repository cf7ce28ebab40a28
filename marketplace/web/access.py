"""Who is asking, and the doors of the portals. What is not yours answers as if it did not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

import flask_login
from flask import Flask, Request, Response, g, request, url_for

from marketplace.domains.accounts.models import Person
from marketplace.foundation import actors
from marketplace.foundation.refusals import Missing
from marketplace.web import htmx, links, logs, sessions
from marketplace.web.session_rows import WorkPlace

P = ParamSpec("P")
R = TypeVar("R")
EVERYTHING = "*"
_DOOR = "coolspot_door"
SECOND_STEP = "second_step_at"  # in the session, once a code of the authenticator app was right


class Manager(flask_login.LoginManager):  # type: ignore[misc]  # flask_login has no types
    """Flask-Login over our own sessions: it reads the person there and keeps no cookie of its own."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response  # else it would read the session on every request that carries a cookie


def install(app: Flask) -> None:
    """Let Flask-Login's `current_user` be our current person."""
    manager = Manager()
    manager.session_protection = (
        None  # a phone's address changes all day; a new id at sign-in is our protection
    )

    @manager.request_loader  # type: ignore[untyped-decorator]  # flask_login has no types
    def load(_: Request) -> Person | None:
        return sessions.stored().person

    manager.init_app(app, add_context_processor=False)  # templates know `person`


def current_person() -> Person | None:
    """Return who is signed in; None for guests, without any SQL when they have no session."""
    return sessions.stored().person if sessions.has_cookie() else None


def me() -> Person:
    """Return who is signed in, behind a door that made sure. Refuses: a guest, as if nothing were there."""
    person = current_person()
    if person is None:
        raise Missing
    return person


def as_buyer() -> actors.Actor:
    """Return the actor for the signed-in person as a buyer."""
    return actors.person(me().id, "buyer")


def work_places() -> tuple[WorkPlace, ...]:
    """Return the suppliers where the signed-in person works."""
    row = sessions.stored().row if current_person() is not None else None
    return row.work_places if row else ()


def permissions() -> frozenset[str]:
    """Return what the signed-in person may do as the operator's staff; empty for everybody else."""
    row = sessions.stored().row if current_person() is not None else None
    return row.permissions if row else frozenset()


def may(permission: str) -> bool:
    """Say whether the signed-in person may do this as staff."""
    held = permissions()
    return permission in held or EVERYTHING in held


def ask_to_sign_in() -> Response:
    """Send a guest to sign in and back to where they were."""
    return htmx.see_other(url_for("account.sign_in", next=links.this_path()))


def signed_in(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Let only signed-in people into `view`; guests are asked to sign in and brought back."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        return ask_to_sign_in() if current_person() is None else view(*args, **kwargs)

    return cast("Callable[P, R | Response]", marked(guarded, "signed_in"))


def signed_in_door() -> Response | None:
    """Be the `before_request` of a portal for signed-in people."""
    return ask_to_sign_in() if current_person() is None else None


def supplier_door() -> Response | None:
    """Be the `before_request` of the supplier portal: `g.work_place` is where this person works.

    Refuses: people with no work account, as if the portal did not exist.
    """
    if current_person() is None:
        return ask_to_sign_in()
    places = work_places()
    if not places:
        _watch("supplier")
        raise Missing
    g.work_place = _chosen_of(places)
    return None


def _chosen_of(places: tuple[WorkPlace, ...]) -> WorkPlace:
    """Return the place asked for with `?place=`, else the last one asked for, else the first."""
    session = sessions.stored()
    asked = next((p for p in places if p.slug == request.args.get("place")), None)
    if asked is not None and session.get("work_place") != asked.supplier_id:
        session["work_place"] = asked.supplier_id
    return asked or next((p for p in places if p.supplier_id == session.get("work_place")), places[0])


def admin_door() -> Response | None:
    """Be the `before_request` of the admin portal: staff with a second step, proven in this session.

    Refuses: everybody but staff, as if it did not exist.
    """
    if current_person() is None:
        return ask_to_sign_in()
    if not permissions():
        _watch("admin")
        raise Missing
    if sessions.stored().get(SECOND_STEP):
        return None
    leads_to = "account.second_step" if me().totp_secret else "account.two_step"
    return htmx.see_other(url_for(leads_to, next=links.this_path()))


def _watch(door: str) -> None:
    logs.watch("door stayed shut", door=door, person=me().id, path=request.path)


def needs(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let only staff with `permission` into a view. Refuses: others, as if it did not exist."""

    def wrap(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not may(permission):
                _watch(permission)
                raise Missing
            return view(*args, **kwargs)

        return cast("Callable[P, R]", marked(guarded, f"permission:{permission}"))

    return wrap


def work_place() -> WorkPlace:
    """Return the supplier this request acts for, behind the supplier door."""
    place: WorkPlace = g.work_place
    return place


def as_supplier() -> actors.Actor:
    """Return the actor for the signed-in person at their work place."""
    return actors.person(me().id, "supplier")


def as_admin() -> actors.Actor:
    """Return the actor for the signed-in member of staff."""
    return actors.person(me().id, "admin")


def marked(view: Any, door: str) -> Any:
    """Write on a view which door it has, for the test that looks for views without one."""
    setattr(view, _DOOR, door)
    return view


def door_of(view: Any) -> str | None:
    """Return the door written on a view."""
    found: str | None = getattr(view, _DOOR, None)
    return found

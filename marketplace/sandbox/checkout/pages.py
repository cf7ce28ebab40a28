"""The hosted checkout page: `/c/pay/<session>`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response, redirect, request

from marketplace.sandbox import records, sheets
from marketplace.sandbox.checkout.words import WORDS, money
from marketplace.sandbox.protocol.errors import Refusal
from marketplace.sandbox.stripe.paying import session as paying

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as AnyResponse

    from marketplace.sandbox.world import Body, World

DELAYS = (5, 30, 120, 1200)
LATE = ("late", "late_failure")


def install(app: Flask, world: World) -> None:
    """Open the hosted pages."""

    @app.get("/c/pay/<ident>")
    def pay_page(ident: str) -> Response:
        with world.db.transaction():
            paying.lapse(world, ident)
            return _show(world, records.find(world, ident, "checkout.session"))

    @app.post("/c/pay/<ident>")
    def pay(ident: str) -> AnyResponse:
        with world.db.transaction():
            paying.lapse(world, ident)
            session = records.find(world, ident, "checkout.session")
            return _show(world, session) if session is None else _act(world, session)

    install_proof(app, world)
    install_style(app)


def install_style(app: Flask) -> None:
    """Serve the style sheet, for ever where its address is the current one."""

    @app.get("/c/<path:name>.css")
    def style_sheet(name: str) -> Response:
        address, words = sheets.style()
        response = Response(words, content_type="text/css; charset=utf-8")
        fresh = f"/c/{name}.css" == address
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if fresh else "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def install_proof(app: Flask, world: World) -> None:
    """Open the page where a bank asks who is paying."""

    @app.get("/c/proof/<ident>")
    def proof_page(ident: str) -> Response:
        session = records.find(world, ident, "checkout.session")
        if session is None or session["status"] != "open":
            return _show(world, session)
        return _page(world, "proof.html", session)

    @app.post("/c/proof/<ident>")
    def prove(ident: str) -> AnyResponse:
        with world.db.transaction():
            session = records.find(world, ident, "checkout.session")
            return _show(world, session) if session is None else _proved(world, session)


def _act(world: World, session: Body) -> AnyResponse:
    """Do what the buyer pressed; a session already paid only shows or returns, so pressing twice pays once."""
    wish, method = request.form.get("do", "pay"), request.form.get("method", "")
    if session["status"] != "open":
        return (
            _leave(session) if session["status"] == "complete" and wish != "close" else _show(world, session)
        )
    if method not in session["payment_method_types"]:
        return _page(world, "pay.html", session, status=422, problem="wrong_method")
    if wish in LATE and method == "card":
        return _page(world, "pay.html", session, status=422, problem="not_late")
    try:
        return _carry_out(world, session, wish, method)
    except Refusal:
        return _show(world, session)


def _carry_out(world: World, session: Body, wish: str, method: str) -> AnyResponse:
    ident = session["id"]
    if wish == "decline":
        paying.decline(world, session, method)
        return redirect(f"/c/pay/{ident}", 303)
    if wish == "proof":
        paying.authenticate(world, session, method)
        return redirect(f"/c/proof/{ident}?method={method}", 303)
    if wish in LATE:
        asked = request.form.get("delay", "")
        seconds = int(asked) if asked.isdigit() else DELAYS[0]
        paying.pay_late(world, session, method, min(seconds, 86_400), fails=wish == "late_failure")
        return _leave(session)
    paying.pay(world, session, method)
    return _page(world, "closed.html", session) if wish == "close" else _leave(session)


def _proved(world: World, session: Body) -> AnyResponse:
    if session["status"] != "open":
        return _leave(session) if session["status"] == "complete" else _show(world, session)
    method = request.form.get("method", "")
    if method not in session["payment_method_types"]:
        method = session["payment_method_types"][0]
    try:
        if request.form.get("do") == "approve":
            paying.pay(world, session, method)
            return _leave(session)
        paying.decline(world, session, method)
    except Refusal:
        return _show(world, session)
    return redirect(f"/c/pay/{session['id']}", 303)


def _leave(session: Body) -> AnyResponse:
    """Send the buyer back to the shop."""
    return redirect(session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]), 303)


def _show(world: World, session: Body | None) -> Response:
    if session is None:
        language = sheets.language_of(None)
        return sheets.page(
            "missing.html", language, status=404, t=WORDS[language], merchant=world.settings.merchant
        )
    if session["status"] != "open":
        return _page(world, "over.html", session)
    intent = records.find(world, session["payment_intent"] or "", "payment_intent")
    declined = intent is not None and intent["last_payment_error"] is not None
    return _page(world, "pay.html", session, problem="declined" if declined else "")


def _page(world: World, template: str, session: Body, *, status: int = 200, problem: str = "") -> Response:
    language = sheets.language_of(session["locale"])
    shop = [origin for origin in (_origin(session["success_url"]), _origin(session["cancel_url"])) if origin]
    methods: list[str] = session["payment_method_types"]
    asked = request.values.get("method", "")
    return sheets.page(
        template,
        language,
        status=status,
        leads_to=shop,
        t=WORDS[language],
        session=session,
        items=session["_line_items"],
        total=money(session["amount_total"], session["currency"]),
        money=money,
        merchant=world.settings.merchant,
        problem=problem,
        chosen=asked if asked in methods else methods[0],
        delays=DELAYS,
        lateable=[method for method in methods if method != "card"],
        home=session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"]),
    )


def _origin(address: str | None) -> str:
    parts = urlsplit(address or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

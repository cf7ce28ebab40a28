"""The door every `/v1` request comes through: key, version, account, parameters, stored answers."""

from __future__ import annotations

import hmac
import json
import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from marketplace.sandbox import records
from marketplace.sandbox.protocol import answers, expand, forms, typed
from marketplace.sandbox.protocol.errors import Refusal, no_such_account, unauthorised
from marketplace.sandbox.webhooks.events import API_VERSION
from marketplace.sandbox.world import ORIGIN, Origin, new_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from marketplace.sandbox.world import Body, World

VERSION_SHAPE = re.compile(r"^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$")


@dataclass
class Call:
    """One request past the door: whose, and its typed parameters."""

    world: World
    account: str
    params: dict[str, Any] = field(default_factory=dict)


ROUTES: list[tuple[str, str, Callable[..., Body], type]] = []


def route(method: str, path: str, params: type) -> Callable[[Callable[..., Body]], Callable[..., Body]]:
    """Open a path of the API, whose parameters are those of one SDK class."""

    def register(view: Callable[..., Body]) -> Callable[..., Body]:
        ROUTES.append((method, path, view, params))
        return view

    return register


def install(app: Flask, world: World) -> None:
    """Put every opened path into the application."""
    for method, path, view, params in ROUTES:
        name = f"stripe:{method}:{path}"
        app.add_url_rule(f"/v1{path}", name, _handler(world, view, params), methods=[method])
    app.register_error_handler(404, _unknown_address)
    app.register_error_handler(405, _unknown_address)
    app.register_error_handler(500, _our_own_mistake)


def check_key(world: World) -> None:
    """Let in who holds the key. Refuses: everybody else."""
    credentials = request.authorization
    given = ""
    if credentials is not None:
        given = credentials.token or credentials.username or ""
    if not hmac.compare_digest(given.encode(), world.settings.api_key.encode()):
        raise unauthorised(given)


def _handler(world: World, view: Callable[..., Body], params: type) -> Callable[..., Response]:
    def handle(**path: str) -> Response:
        request_id = new_id("req", 14)
        try:
            answer = _answer(world, view, params, path, request_id)
        except Refusal as refusal:
            answer = _refused(refusal, request_id)
        return _respond(answer, request_id)

    return handle


def _answer(
    world: World, view: Callable[..., Body], params: type, path: dict[str, str], request_id: str
) -> answers.Answer:
    check_key(world)
    _check_version()
    account = request.headers.get("Stripe-Account", "")
    if account and records.find(world, account, "account") is None:
        raise no_such_account(account)
    given = request.form if request.method == "POST" else request.args
    tree = forms.decode(given.items(multi=True))
    key = request.headers.get("Idempotency-Key", "") if request.method == "POST" else ""
    asked = answers.question(account, key, f"{request.method} {request.path}", tree) if key else None
    call = Call(world, account)
    token = ORIGIN.set(Origin(request_id, key or None))
    try:
        with answers.alone(asked) if asked else nullcontext(), world.db.transaction():
            return _once(call, asked, lambda: _perform(call, view, params, tree, path), request_id)
    finally:
        ORIGIN.reset(token)


def _once(
    call: Call, asked: answers.Question | None, perform: Callable[[], answers.Answer], request_id: str
) -> answers.Answer:
    """Replay the stored answer, or perform and store in one transaction."""
    stored = answers.recall(call.world, asked) if asked else None
    if stored is not None:
        return stored
    answer = perform()
    answer = answers.Answer(answer.status, answer.body, request_id)
    if asked:
        answers.remember(call.world, asked, answer)
    return answer


def _perform(
    call: Call, view: Callable[..., Body], params: type, tree: forms.Tree, path: dict[str, str]
) -> answers.Answer:
    """Check the parameters (a mistake there is not stored, as at Stripe), then act."""
    call.params = typed.check(params, tree)
    paths = call.params.pop("expand", [])
    try:
        with call.world.db.attempt():
            try:
                body = records.visible(view(call, **path))
            except Refusal as refusal:
                if not refusal.keep:
                    raise
                return _refused(refusal, "")
            return answers.Answer(200, expand.expand(call.world, body, paths), "")
    except Refusal as refusal:
        return _refused(refusal, "")


def _refused(refusal: Refusal, request_id: str) -> answers.Answer:
    return answers.Answer(refusal.status, {"error": refusal.error}, request_id)


def _check_version() -> None:
    """Refuse other API versions: this stand-in knows how only one of them is shaped."""
    version = request.headers.get("Stripe-Version", API_VERSION)
    if not VERSION_SHAPE.match(version) or version != API_VERSION:
        raise Refusal(f"Invalid Stripe API version: {version}. This sandbox speaks {API_VERSION} only.")


def _respond(answer: answers.Answer, request_id: str) -> Response:
    response = Response(json.dumps(answer.body), answer.status, content_type="application/json")
    response.headers["Request-Id"] = request_id
    response.headers["Stripe-Version"] = API_VERSION
    key = request.headers.get("Idempotency-Key")
    if key and request.method == "POST":
        response.headers["Idempotency-Key"] = key
        response.headers["Original-Request"] = answer.request_id
    if answer.replayed:
        response.headers["Idempotent-Replayed"] = "true"
    if answer.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="Stripe"'
    return response


def _unknown_address(problem: HTTPException) -> Response | HTTPException:
    """Answer unknown `/v1` addresses in Stripe's manner, others as usual."""
    if not request.path.startswith("/v1/"):
        return problem
    refusal = Refusal(
        f"Unrecognized request URL ({request.method}: {request.path}). Please see https://stripe.com/docs "
        "or we can help at https://support.stripe.com/.",
        status=404,
    )
    request_id = new_id("req", 14)
    return _respond(_refused(refusal, request_id), request_id)


def _our_own_mistake(problem: HTTPException) -> Response | HTTPException:
    """Answer a bug of the sandbox as Stripe answers its own: JSON, so the SDK can read it."""
    if not request.path.startswith("/v1/"):
        return problem
    refusal = Refusal("The sandbox has stumbled; its log says over what.", status=500, kind="api_error")
    request_id = new_id("req", 14)
    return _respond(_refused(refusal, request_id), request_id)

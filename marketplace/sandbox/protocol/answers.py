"""Stored answers: the same key and the same words get the same answer, and nothing happens twice."""

from __future__ import annotations

import hashlib
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.sandbox.protocol.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from marketplace.sandbox.protocol.forms import Tree
    from marketplace.sandbox.world import Body, World

LONGEST_KEY = 255
_in_flight: set[tuple[str, str]] = set()
_guard = threading.Lock()


@dataclass(frozen=True)
class Question:
    """One keyed request: whose, which key, to where, saying what."""

    account: str
    key: str
    endpoint: str
    fingerprint: str


@dataclass(frozen=True)
class Answer:
    """What was, or will be, answered."""

    status: int
    body: Body
    request_id: str
    replayed: bool = False


def question(account: str, key: str, endpoint: str, tree: Tree) -> Question:
    """Take the measure of a request. Refuses: a key longer than 255 characters."""
    if len(key) > LONGEST_KEY:
        raise Refusal(f"Idempotency keys can be at most {LONGEST_KEY} characters.", kind="idempotency_error")
    words = json.dumps(tree, sort_keys=True, ensure_ascii=False)
    return Question(account, key, endpoint, hashlib.sha256(words.encode()).hexdigest())


@contextmanager
def alone(asked: Question) -> Iterator[None]:
    """Hold the key while its request runs. Refuses: a second one meanwhile, with 409."""
    mark = (asked.account, asked.key)
    with _guard:
        if mark in _in_flight:
            raise Refusal(
                "There is currently another in-progress request using this Idempotent Key (that probably means you "
                f"submitted twice, and the other request is still going through): {asked.key}. Please try again.",
                status=409,
                kind="idempotency_error",
                code="idempotency_key_in_use",
            )
        _in_flight.add(mark)
    try:
        yield
    finally:
        with _guard:
            _in_flight.discard(mark)


def recall(world: World, asked: Question) -> Answer | None:
    """Return the stored answer, or None. Refuses: the key with another endpoint or other words."""
    row = world.db.one("SELECT * FROM answers WHERE account = ? AND key = ?", (asked.account, asked.key))
    if row is None:
        return None
    if row["endpoint"] != asked.endpoint:
        raise Refusal(
            "Keys for idempotent requests can only be used for the same endpoint they were first used for "
            f"('{asked.endpoint}' vs '{row['endpoint']}'). Try using a key other than '{asked.key}' if you meant to "
            "execute a different request.",
            kind="idempotency_error",
        )
    if row["fingerprint"] != asked.fingerprint:
        raise Refusal(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{asked.key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    return Answer(row["status"], json.loads(row["body"]), row["request_id"], replayed=True)


def remember(world: World, asked: Question, answer: Answer) -> None:
    """Store an answer, in the same transaction as its effect."""
    world.db.add(
        "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            asked.account,
            asked.key,
            asked.endpoint,
            asked.fingerprint,
            answer.status,
            json.dumps(answer.body),
            answer.request_id,
        ),
    )

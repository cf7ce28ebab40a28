"""Background entry points of imports: read on in a file, and the sweep over files that wait."""

import logging
import time

from sqlalchemy.exc import OperationalError

from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.catalog.queries import unfinished_imports
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM, Actor, person
from marketplace.foundation.db import door, session
from marketplace.journeys.import_catalog import give_up, import_rows

log = logging.getLogger("imports")
BUDGET_SECONDS = 60  # a job is killed at 120; what is left waits for the sweep


def read_import(batch_id: int) -> None:
    """Read an import to its end or until time is up, a thousand rows a transaction."""
    until = time.monotonic() + BUDGET_SECONDS
    try:
        while time.monotonic() < until and _next_rows(batch_id):
            pass
    except OperationalError:
        raise  # the engine went away, not the file: the sweep reads on
    except Exception:
        with door():
            give_up(batch_id=batch_id, at=clock.now())
        raise


def read_imports() -> int:
    """Read on in imports that wait or were interrupted; a failing one is logged and passed by."""
    with door():
        waiting = unfinished_imports()
    for batch_id in waiting:
        try:
            read_import(batch_id)
        except Exception:
            log.exception("import %s failed", batch_id)
    return len(waiting)


def _next_rows(batch_id: int) -> bool:
    with door():
        return import_rows(batch_id=batch_id, actor=_sender(batch_id), at=clock.now())


def _sender(batch_id: int) -> Actor:
    """Return who sent a file in: the operator's own imports come from no person."""
    sender = session.get_one(ImportBatch, batch_id).person_id
    return SYSTEM if sender is None else person(sender, "supplier")

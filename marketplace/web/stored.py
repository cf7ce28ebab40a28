"""One visitor's session as Flask sees it: a dictionary that is read from its row when first looked at."""

from typing import Any

from flask.sessions import SessionMixin
from werkzeug.datastructures import CallbackDict

from marketplace.domains.accounts.models import Person
from marketplace.foundation.db import session as database_session
from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_
from marketplace.web import session_rows

IDLE = dial(
    "session_idle_days",
    30,
    low=1,
    high=365,
    group="security",
    about=N_("Days without a visit until a sign-in ends."),
)


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """One visitor's session, read from the table when first looked at."""

    def __init__(self, token: str | None) -> None:
        super().__init__(on_update=StoredSession._touched)
        self.token = token
        self.old_tokens: list[str] = []
        self.row: session_rows.Row | None = None
        self.person_id: int | None = None
        self.person: Person | None = None
        self.modified = False
        self.accessed = False
        self.loaded = token is None
        self.is_dead = False
        self.changes_hands = False

    def _touched(self) -> None:
        self.modified = True

    def load(self) -> "StoredSession":
        """Read the row once; a dead, unknown or suspended one leaves the session empty."""
        self.accessed = True
        if not self.loaded:
            # Loaded only once that worked: a database that is away, and somebody who looks past that (the limits
            # do), must not turn a signed-in person into a guest who then gets a new, empty session.
            self.row = session_rows.find(self.token or "", idle=IDLE.span)
            self.loaded = True
            if self.row is None:
                self.token, self.is_dead = None, True
            else:
                dict.update(self, self.row.data)
                self.person, self.person_id = self.row.person, self.row.person_id
        return self

    def __getitem__(self, key: str) -> Any:
        return super(StoredSession, self.load()).__getitem__(key)

    def __contains__(self, key: object) -> bool:
        return super(StoredSession, self.load()).__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        return super(StoredSession, self.load()).get(key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        super(StoredSession, self.load()).__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        super(StoredSession, self.load()).__delitem__(key)

    def setdefault(self, key: str, default: Any = None) -> Any:
        return super(StoredSession, self.load()).setdefault(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        # An absent key is no change: popping flashes on every page must not make a guest a session.
        if key not in self and default:
            return default[0]
        return super().pop(key, *default)

    def become(self, person: Person | None) -> None:
        """Continue as `person` under a new token; the old one dies with the answer."""
        self.load()
        if person is not None and person.id is None:
            database_session.flush()
        if self.token:
            self.old_tokens.append(self.token)
        self.token, self.row, self.modified, self.changes_hands = None, None, True, True
        self.person, self.person_id = person, person.id if person else None

"""The table of routes: who may ask for what, and what everybody else is told.

One row an endpoint and method, in `tests/house/routes/<portal>.py`:

    ROWS = [
        row("GET", "storefront.home", **PUBLIC),
        row("GET", "account.addresses", **MEMBERS),
        row("GET", "account.address", args=lambda s: {"key": s.address.id}, **{**MEMBERS, "person": 404, …}, owner=200),
        row("POST", "supplier.accept", args=…, data={"note": "ok"}, **WORKERS_OWN, …),
    ]

`args(stage)` returns the address's parts, making what it names with `tests.cast`; `data` (a dict, or a function of
the stage) is a form as somebody would rightly send it; the fuzzer bends it. A number is a status, `SIGN_IN` a 303
to the sign-in page. Roles: guest; person (signed in, nothing to do with it); owner (the buyer whose it is);
worker (at the supplier concerned); rival (at another supplier); admin (staff with every permission); clerk (staff
with one permission that does not help). What is not yours is 404, exactly as what does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from tests import cast

if TYPE_CHECKING:
    from marketplace.domains.accounts.models import Address, Person
    from marketplace.domains.suppliers.models import Supplier

SIGN_IN = "sign in"
ROLES = (
    "guest",
    "person",
    "rival",
    "clerk",
    "admin",
    "worker",
    "owner",
)  # asked in this order: those let in last
EVERYBODY = ("guest", "person", "rival", "clerk", "admin", "worker")

PUBLIC: dict[str, Any] = dict.fromkeys(EVERYBODY, 200)
SEE_OTHER: dict[str, Any] = dict.fromkeys(EVERYBODY, 303)
MEMBERS: dict[str, Any] = {**PUBLIC, "guest": SIGN_IN}
MEMBERS_SEE_OTHER: dict[str, Any] = {**SEE_OTHER, "guest": SIGN_IN}
OWNERS: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN, "owner": 200}
OWNERS_SEE_OTHER: dict[str, Any] = {**OWNERS, "owner": 303}
WORKERS: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN, "worker": 200, "rival": 200}
WORKERS_OWN: dict[str, Any] = {**WORKERS, "rival": 404}
WORKERS_SEE_OTHER: dict[str, Any] = {**WORKERS, "worker": 303, "rival": 303}
WORKERS_OWN_SEE_OTHER: dict[str, Any] = {**WORKERS_OWN, "worker": 303}
ADMINS: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "guest": SIGN_IN, "admin": 200}
ADMINS_SEE_OTHER: dict[str, Any] = {**ADMINS, "admin": 303}
STAFF: dict[str, Any] = {**ADMINS, "clerk": 200}


class Stage:
    """The people of one row, made when first named."""

    @cached_property
    def owner(self) -> Person:
        return cast.person("Owner")

    @cached_property
    def person(self) -> Person:
        return cast.person("Stranger")

    @cached_property
    def supplier(self) -> Supplier:
        return cast.supplier("Northwind")

    @cached_property
    def worker(self) -> Person:
        return cast.worker_of(self.supplier, "Worker")

    @cached_property
    def rival(self) -> Person:
        return cast.worker_of(cast.supplier("Rival"), "Rival")

    @cached_property
    def admin(self) -> Person:
        return cast.admin("Admin")

    @cached_property
    def clerk(self) -> Person:
        return cast.admin("Clerk", permissions=("nothing",))

    @cached_property
    def shelf(self) -> cast.Shelf:
        return cast.shelf(of=self.supplier)

    @cached_property
    def address(self) -> Address:
        return cast.address(self.owner)

    def who(self, role: str) -> Person | None:
        """Return who plays this role; nobody plays the guest."""
        return None if role == "guest" else getattr(self, role)


Form = Mapping[str, Any] | Callable[[Stage], Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    """What each role is told at one endpoint."""

    method: str
    endpoint: str
    expected: Mapping[str, int | str]
    args: Callable[[Stage], Mapping[str, Any]] | None = None
    data: Form = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.endpoint}"

    def form(self, stage: Stage) -> dict[str, Any]:
        """Return the form this row sends."""
        return dict(self.data(stage) if callable(self.data) else self.data)

    def best_role(self) -> str:
        """Return a role that is let in, the one closest to the thing."""
        told = {
            role: status for role, status in self.expected.items() if isinstance(status, int) and status < 400
        }
        return next((role for role in reversed(ROLES) if role in told), "guest")


def row(
    method: str,
    endpoint: str,
    *,
    args: Callable[[Stage], Mapping[str, Any]] | None = None,
    data: Form | None = None,
    **expected: int | str,
) -> Row:
    """Write one row. Refuses: a row that leaves a role out."""
    left_out = set(EVERYBODY) - set(expected)
    assert not left_out, f"{method} {endpoint} says nothing about {sorted(left_out)}"
    return Row(method, endpoint, expected, args, data or {})


def rows() -> list[Row]:
    """Return every portal's rows."""
    from tests.house import routes

    names = sorted(module.name for module in iter_modules(routes.__path__))
    return [found for name in names for found in import_module(f"tests.house.routes.{name}").ROWS]

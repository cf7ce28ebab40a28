"""`flask demo load` and `flask demo used`: people, suppliers, goods and orders to try the shop
with, new and second-hand. Never outside demo and test mode.
"""

import fcntl
import sys
import time

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from marketplace.cli.demo import bulk, goods, orders, people, used
from marketplace.domains.accounts.contacts import Contact
from marketplace.domains.accounts.models import Person
from marketplace.domains.accounts.queries import find_person_by_contact
from marketplace.domains.catalog.search.plan import SHELF
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tally import tally
from marketplace.domains.catalog.tree.atlas import forget
from marketplace.foundation import clock
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.states import StateChange

demo = AppGroup("demo", help="Something to try the shop with.")
USUAL = 180
MANY = 2_000  # from here on the rest is poured
MOST = 1_000_000
NEW, USED = 1, 2  # the two parts; the second may be told while the shop is open


@demo.command("load")
@click.option("--products", type=click.IntRange(0, MOST), default=USUAL, help="How many products to make.")
@click.option("--if-empty", is_flag=True, help="Do nothing where a demo is complete or people are real.")
@click.option("--new-only", is_flag=True, help="Leave second-hand to `flask demo used`.")
def load(products: int, if_empty: bool, new_only: bool) -> None:
    """Make demo people, suppliers, products and orders; what is there already stays as it is.

    Every step knows what it did: a load that was killed is completed by the next one.
    """
    _refuse_production()
    if if_empty and not _is_wanted():
        return
    began = time.monotonic()
    with door():
        seed()
    forget()
    cast = people.arrive(current_app.config["SETTINGS"].instance_dir)
    poured = products - USUAL if products > MANY else 0
    made = goods.stock_up(cast.suppliers, products - poured)
    if poured:
        made += bulk.fill_up(cast.suppliers, poured)
    with door():
        tally()
        SHELF.refresh()
    told = orders.tell(cast) if made else 0
    listed = 0 if new_only else used.tell(cast)
    with door():
        _complete(NEW)
        if listed:
            _complete(USED)
    print(f"{made} products, {told} orders, {listed} used, {time.monotonic() - began:.1f} s")


@demo.command("used")
@click.option("--few", is_flag=True, help="One appliance for each kind of page, not sixty.")
def tell_used(few: bool) -> None:
    """Tell the second-hand part to a shop whose demo people are there, once; two at a time take turns."""
    _refuse_production()
    instance = current_app.config["SETTINGS"].instance_dir
    with (instance / "demo.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with door():
            wanted = not _is_complete(USED) and _are_here()
        if wanted:
            listed = used.tell(people.arrive(instance), used.let_photos_be_made, few=few)
            with door():
                _complete(USED)
            print(f"{listed} used")


def _refuse_production() -> None:
    if current_app.config["SETTINGS"].is_production:
        sys.exit("Demo people have no place in production.")


def _is_wanted() -> bool:
    """Say whether nobody is here, or only those of a load that did not come to its end."""
    with door():
        if _is_complete(NEW):
            return False
        return session.scalar(select(Person.id).limit(1)) is None or _are_here()


def _are_here() -> bool:
    """Say whether the demo's people arrived."""
    return find_person_by_contact(Contact("email", people.SIGN_INS[0][1])) is not None


def _is_complete(part: int) -> bool:
    stmt = select(StateChange.id).where(
        StateChange.subject == "demo", StateChange.subject_id == part, StateChange.became == "complete"
    )
    return session.scalar(stmt.limit(1)) is not None


def _complete(part: int) -> None:
    """Note that nothing is missing: in the history, the one table that only ever grows."""
    if not _is_complete(part):
        session.add(
            StateChange(
                subject="demo",
                subject_id=part,
                verb="load",
                was="missing",
                became="complete",
                actor_kind=SYSTEM.kind,
                actor_role=SYSTEM.role,
                at=clock.now(),
            )
        )

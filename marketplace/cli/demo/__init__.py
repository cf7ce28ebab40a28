"""`flask demo load`: people, suppliers, goods and orders to try the shop with. Never outside demo and test mode."""

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
from marketplace.domains.catalog.search import plan
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
COMPLETE = (StateChange.subject == "demo", StateChange.subject_id == 1, StateChange.became == "complete")


@demo.command("load")
@click.option("--products", type=click.IntRange(0, MOST), default=USUAL, help="How many products to make.")
@click.option("--if-empty", is_flag=True, help="Do nothing where a demo is complete or people are real.")
def load(products: int, if_empty: bool) -> None:
    """Make demo people, suppliers, products and orders; what is there already stays as it is.

    Every step knows what it did: a load that was killed is completed by the next one.
    """
    if current_app.config["SETTINGS"].is_production:
        sys.exit("Demo people have no place in production.")
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
        plan.refresh_statistics()
    told = orders.tell(cast) if made else 0
    listed = used.tell(cast)
    with door():
        _complete()
    print(f"{made} products, {told} orders, {listed} used, {time.monotonic() - began:.1f} s")


def _is_wanted() -> bool:
    """Say whether nobody is here, or only those of a load that did not come to its end."""
    with door():
        if session.scalar(select(StateChange.id).where(*COMPLETE).limit(1)) is not None:
            return False
        somebody = session.scalar(select(Person.id).limit(1)) is not None
        return not somebody or find_person_by_contact(Contact("email", people.SIGN_INS[0][1])) is not None


def _complete() -> None:
    """Note that nothing is missing: in the history, the one table that only ever grows."""
    if session.scalar(select(StateChange.id).where(*COMPLETE).limit(1)) is None:
        session.add(
            StateChange(
                subject="demo",
                subject_id=1,
                verb="load",
                was="missing",
                became="complete",
                actor_kind=SYSTEM.kind,
                actor_role=SYSTEM.role,
                at=clock.now(),
            )
        )

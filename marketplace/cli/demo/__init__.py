"""`flask demo load`: people, suppliers, goods and orders to try the shop with. Never outside demo and test mode."""

import sys
import time

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from marketplace.cli.demo import bulk, goods, orders, people
from marketplace.domains.accounts.models import Person
from marketplace.domains.catalog.search import plan
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tally import tally
from marketplace.domains.catalog.tree.atlas import forget
from marketplace.foundation.db import door, session

demo = AppGroup("demo", help="Something to try the shop with.")
USUAL = 180
MANY = 2_000  # from here on the rest is poured
MOST = 1_000_000


@demo.command("load")
@click.option("--products", type=click.IntRange(0, MOST), default=USUAL, help="How many products to make.")
@click.option("--if-empty", is_flag=True, help="Do nothing when somebody is here already.")
def load(products: int, if_empty: bool) -> None:
    """Make demo people, suppliers, products and orders; what is there already stays as it is."""
    if current_app.config["SETTINGS"].is_production:
        sys.exit("Demo people have no place in production.")
    with door():
        if if_empty and session.scalar(select(Person.id).limit(1)) is not None:
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
    print(f"{made} products, {told} orders, {time.monotonic() - began:.1f} s")

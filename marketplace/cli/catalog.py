"""`flask catalog seed` plants the tree; `flask catalog import FILE` puts a file of products on the shelf."""

import sys
import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from marketplace.domains.catalog.models import ImportBatch
from marketplace.domains.catalog.reading.rules import usual_rules
from marketplace.domains.catalog.reading.sheet import MAPPINGS
from marketplace.domains.catalog.search.plan import SHELF
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.submit import AUTO, submit
from marketplace.domains.catalog.tally import tally
from marketplace.domains.catalog.tree.atlas import forget
from marketplace.domains.suppliers.models import Supplier
from marketplace.domains.suppliers.open import open_supplier
from marketplace.domains.suppliers.queries import find_supplier, usual_supplier
from marketplace.foundation import clock, money
from marketplace.foundation.actors import SYSTEM
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import translate
from marketplace.journeys.import_catalog import import_rows

catalog = AppGroup("catalog", help="Categories, products and offers.")
MOST_ERRORS_SHOWN = 20
OWN_SLUG, OWN_NAME = "coolspot-direct", {"en": "Coolspot Direct", "zh": "哪凉快直供"}


@catalog.command("seed")
def seed_command() -> None:
    """Plant the category tree and its attributes; what is there stays."""
    with door():
        categories, attributes = seed()
    forget()
    print(f"{categories} categories and {attributes} attributes stand.")


@catalog.command("tally")
def tally_command() -> None:
    """Count what the filters offer, now instead of on the timetable."""
    with door():
        tally()
    print("The filters are counted.")


@catalog.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--supplier", "slug", help="The supplier's slug; else the first that somebody works for.")
@click.option(
    "--mapping",
    type=click.Choice([AUTO, *MAPPINGS]),
    default=AUTO,
    help="How columns are read; auto: by header.",
)
@click.option(
    "--price-per-kwh",
    type=click.IntRange(0),
    help="Minor units per yearly kWh for rows without a price; 0: no offer.",
)
@click.option(
    "--stock", type=click.IntRange(0, 1_000_000), help="Pieces of each new offer where the file does not say."
)
@click.option("--dry-run", is_flag=True, help="Read and report; write nothing.")
def import_command(
    *, file: Path, slug: str | None, mapping: str, price_per_kwh: int | None, stock: int | None, dry_run: bool
) -> None:
    """Put a CSV file of products on the shelf; the same file again changes nothing."""
    began = time.monotonic()
    currency = current_app.config["SETTINGS"].currency
    with door():
        seed()
    forget()
    try:
        with door():
            seller = _supplier(slug)
            rules = usual_rules(currency, price_per_kwh=price_per_kwh, stock=stock)
            batch = submit(
                supplier_id=seller.id,
                person_id=None,
                filename=file.name,
                content=file.read_bytes(),
                mapping=mapping,
                rules=rules,
                dry_run=dry_run,
                at=clock.now(),
            )
            batch_id, rows = batch.id, batch.rows_total
            print(f"{rows} rows as {batch.mapping}, for {seller.name['en']} ({seller.slug})", flush=True)
    except Refused as no:
        sys.exit(translate("en", no.sentence, **no.params))
    _run(batch_id)
    _report(batch_id, rules.price_per_kwh, currency, time.monotonic() - began)


def _run(batch_id: int) -> None:
    more = True
    while more:
        with door():
            more = import_rows(batch_id=batch_id, actor=SYSTEM, at=clock.now())
    with door():
        SHELF.refresh()


def _supplier(slug: str | None) -> Supplier:
    """Return who offers the rows: the one named, else the usual one; opened when there is none."""
    found = find_supplier(slug) if slug else usual_supplier()
    if found is not None:
        return found
    name = {"en": slug.replace("-", " ").title(), "zh": slug} if slug else OWN_NAME
    print(f"There is no such supplier yet: opening “{name['en']}”.")
    return open_supplier(slug=slug or OWN_SLUG, name=name, at=clock.now())


def _report(batch_id: int, price_per_kwh: int, currency: str, seconds: float) -> None:
    batch = session.get_one(ImportBatch, batch_id)
    for error in batch.errors[:MOST_ERRORS_SHOWN]:
        sentence = translate("en", error["sentence"]).replace("%(value)s", error["value"])
        print(f"  row {error['row']}: {sentence}")
    if len(batch.errors) > MOST_ERRORS_SHOWN:
        print(f"  … and {len(batch.errors) - MOST_ERRORS_SHOWN} more rows")
    if batch.mapping == "energy_star" and price_per_kwh:
        rate = money.plain(price_per_kwh, currency)
        print(
            f"The file has no prices: each offer costs {rate} {currency} per kWh a year"
            " until the supplier sets its price."
        )
    kept = batch.rows_total - batch.rows_new - batch.rows_changed - len(batch.errors)
    did = (
        "would be read"
        if batch.dry_run
        else f"{batch.rows_new} new, {batch.rows_changed} changed, {kept} as they were"
    )
    print(f"{batch.rows_total} rows: {did}, {len(batch.errors)} refused, in {seconds:.1f} s")

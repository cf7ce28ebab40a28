"""Flask commands."""

from flask import Flask


def register(app: Flask) -> None:
    """Give the app its commands."""
    from marketplace.cli.catalog import catalog
    from marketplace.cli.demo import demo
    from marketplace.cli.ledger import ledger
    from marketplace.cli.people import people

    app.cli.add_command(catalog)
    app.cli.add_command(demo)
    app.cli.add_command(ledger)
    app.cli.add_command(people)

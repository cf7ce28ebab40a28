"""What workers do for the catalogue: open the door, call one verb."""

from marketplace.domains.catalog.tally import tally
from marketplace.foundation.db import door


def tally_facets() -> None:
    """Count what the filters offer."""
    with door():
        tally()

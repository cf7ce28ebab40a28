"""`flask people names`: what people are called who came before names were looked at."""

from flask.cli import AppGroup

from marketplace.cli.ledger import language
from marketplace.foundation import clock
from marketplace.foundation.db import door
from marketplace.journeys.supporting.report_names import report_names
from marketplace.web.languages import say, speaking

people = AppGroup("people", help="Who is here.")


@people.command("names")
def names() -> None:
    """Report names that say how to reach their owner to the moderators, each once; change none."""
    looked = reported = after = 0
    while True:
        with door():
            seen = report_names(after=after, at=clock.now())
        if not seen.people:
            break
        looked, reported, after = looked + seen.people, reported + seen.reported, seen.last_id
    with speaking(language()):
        print(
            say("%(number)s people looked at, %(reported)s names reported.", number=looked, reported=reported)
        )

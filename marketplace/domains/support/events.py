"""What happened to reports, strikes and appeals."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class ReportDecided(Fact):
    """Whoever reported hears what came of it."""

    report_id: int


@fact
@dataclass(frozen=True)
class StrikeGiven(Fact):
    """Whoever got it hears why, until when, and how to appeal."""

    strike_id: int


@fact
@dataclass(frozen=True)
class AppealDecided(Fact):
    """Whoever appealed hears the answer."""

    appeal_id: int

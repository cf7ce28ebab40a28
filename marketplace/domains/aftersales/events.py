"""What happened after the sale."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class ReviewWritten(Fact):
    """A buyer said how it was."""

    review_id: int


@fact
@dataclass(frozen=True)
class ReviewAnswered(Fact):
    """The supplier replied, once."""

    review_id: int


@fact
@dataclass(frozen=True)
class ReviewModerated(Fact):
    """Staff hid a review, or showed it again: the score counts shown ones only."""

    review_id: int


@dataclass(frozen=True)
class CaseFact(Fact):
    case_id: int


@fact
@dataclass(frozen=True)
class CaseOpened(CaseFact):
    """The hold is frozen; the payee has days to answer."""


@fact
@dataclass(frozen=True)
class CaseSpoken(CaseFact):
    """Somebody wrote in it: the other side is told. `entry_id` is what they wrote."""

    entry_id: int


@fact
@dataclass(frozen=True)
class CaseMoved(CaseFact):
    """Escalated, waiting for the goods, or withdrawn: both sides hear what happens next. `verb` says which."""

    verb: str


@fact
@dataclass(frozen=True)
class CaseClosed(CaseFact):
    """Decided or settled: both sides hear who decided what, and why."""


@fact
@dataclass(frozen=True)
class OpinionsShown(Fact):
    """An order's opinions came to light."""

    order_id: int


@fact
@dataclass(frozen=True)
class CaseSoonDue(CaseFact):
    """Staff have little time left to decide it."""

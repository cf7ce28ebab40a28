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

"""What happened between buyers and listings before an order."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@dataclass(frozen=True)
class ProposalFact(Fact):
    proposal_id: int


@fact
@dataclass(frozen=True)
class ProposalMade(ProposalFact):
    """The other side has until it expires to answer."""


@fact
@dataclass(frozen=True)
class ProposalAccepted(ProposalFact):
    """The unit is reserved for its buyer for a while."""


@fact
@dataclass(frozen=True)
class ProposalEnded(ProposalFact):
    """Declined, withdrawn, expired, closed or lapsed: the row says which."""


@fact
@dataclass(frozen=True)
class QuestionAsked(Fact):
    """The seller may answer for all to read."""

    question_id: int


@fact
@dataclass(frozen=True)
class QuestionAnswered(Fact):
    """Whoever asked hears of it."""

    question_id: int


@fact
@dataclass(frozen=True)
class PriceDropped(Fact):
    """A listing became cheaper: those who keep an eye on it are told."""

    listing_id: int


@fact
@dataclass(frozen=True)
class SearchFound(Fact):
    """A saved search has `count` new listings today; `day` is YYYY-MM-DD."""

    saved_search_id: int
    count: int
    day: str

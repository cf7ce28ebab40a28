"""What happened in conversations."""

from dataclasses import dataclass

from marketplace.foundation.outbox import Fact, fact


@fact
@dataclass(frozen=True)
class MessageSent(Fact):
    """One of the two wrote; the other may be told."""

    message_id: int

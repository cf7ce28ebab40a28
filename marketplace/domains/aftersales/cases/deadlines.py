"""How long each side of a case has."""

from datetime import datetime, timedelta

from marketplace.foundation.dials import dial
from marketplace.foundation.text import N_

SOON = timedelta(days=2)  # before a decision is due, staff are reminded

ANSWER = dial(
    "case_answer_days",
    3,
    low=1,
    high=30,
    group="cases",
    about=N_("How long a seller or supplier has to answer a case before Coolspot decides."),
)
EVIDENCE = dial(
    "case_evidence_days",
    5,
    low=1,
    high=30,
    group="cases",
    about=N_("How long both sides of a case can show what happened before Coolspot decides."),
)
DECISION = dial(
    "case_decision_days",
    10,
    low=1,
    high=60,
    group="cases",
    about=N_("How long Coolspot takes to decide a case once both sides were heard."),
)
LONGEST = dial(
    "case_longest_days",
    60,
    low=5,
    high=80,
    group="cases",
    about=N_("A case that nobody decided for so long gives the buyer their money back."),
)
RETURN = dial(
    "case_return_days",
    10,
    low=2,
    high=60,
    group="cases",
    about=N_("How long a buyer has to send the goods back when a case asks for it."),
)
CONFIRM = dial(
    "case_confirm_days",
    5,
    low=1,
    high=30,
    group="cases",
    about=N_(
        "How long a seller or supplier has to confirm that the goods came back before the buyer is refunded."
    ),
)
AFTER_RELEASE = dial(
    "claim_after_release_days",
    30,
    low=0,
    high=365,
    group="cases",
    about=N_("How long after the money was released a buyer can still say that something is wrong."),
)


def no_later(wished: datetime, *others: datetime | None) -> datetime:
    """Return the earliest: no hold outlives its order's longest, whatever a case would still like to wait for."""
    return min([wished, *(other for other in others if other is not None)])

"""How payments, refunds, charge-backs and payouts move."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

PAYMENT = Table(
    subject="payment",
    moves={
        ("intended", "open"): "opened",
        ("intended", "succeed"): "succeeded",
        ("opened", "succeed"): "succeeded",
        ("failed", "succeed"): "succeeded",
        ("expired", "succeed"): "succeeded",  # late money is still money
        ("intended", "expire"): "expired",
        ("opened", "expire"): "expired",
        ("opened", "fail"): "failed",
    },
    refusal=N_("This payment has moved on. Reload the page to see where it is."),
    sentences={"succeeded": N_("This payment has already gone through.")},
)

REFUND = Table(
    subject="refund",
    moves={
        ("intended", "send"): "sent",
        ("intended", "complete"): "done",
        ("sent", "complete"): "done",
        ("intended", "fail"): "failed",
        ("sent", "fail"): "failed",
        ("done", "fail"): "failed",  # the buyer's bank sent it back
        ("failed", "retry"): "intended",
    },
    refusal=N_("This refund has moved on. Reload the page to see where it is."),
)

PAYOUT = Table(
    subject="payout",
    moves={
        ("intended", "ask"): "asked",  # it is large: staff look at it before it leaves
        ("asked", "approve"): "intended",
        ("asked", "decline"): "declined",
        ("intended", "complete"): "done",
        ("intended", "fail"): "failed",
    },
    refusal=N_("This payout has moved on. Reload the page to see where it is."),
)

CHARGEBACK = Table(
    subject="chargeback",
    moves={("open", "win"): "won", ("open", "lose"): "lost"},
    refusal=N_("The bank has decided about this already."),
)

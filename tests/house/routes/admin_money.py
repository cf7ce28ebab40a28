"""The back office's payments, refunds, payouts, books and commission."""

from tests.house.stages.admin import a_message, a_rule, refund
from tests.house.stages.payouts import asked_payout, failed_payout
from tests.house.table import ADMINS, ADMINS_SEE_OTHER, row

ROWS = [
    row("GET", "admin.payments", **ADMINS),
    row("GET", "admin.refunds", **ADMINS),
    row("POST", "admin.refund_retry", args=refund, **ADMINS_SEE_OTHER),
    row("GET", "admin.payouts", **ADMINS),
    row("GET", "admin.provider_messages", **ADMINS),
    row("GET", "admin.provider_message", args=a_message, **ADMINS),
    row("GET", "admin.books", **ADMINS),
    row("GET", "admin.commission", **ADMINS),
    row(
        "POST",
        "admin.commission_set",
        data={"supplier": "", "category": "", "rate": "7.5"},
        **ADMINS_SEE_OTHER,
    ),
    row("POST", "admin.commission_end", args=a_rule, **ADMINS_SEE_OTHER),
    row("GET", "admin.payout", args=asked_payout, **ADMINS),
    row("POST", "admin.payout_decision", args=asked_payout, data={"verb": "approve"}, **ADMINS_SEE_OTHER),
    row("POST", "admin.payout_retry", args=failed_payout, **ADMINS_SEE_OTHER),
]

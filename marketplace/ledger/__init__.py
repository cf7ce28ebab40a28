"""The vault: double entry, append-only, for money and points.

Always holds, by PostgreSQL itself: every entry has two or more lines that sum to zero per unit; no row is ever
changed or removed; a key is posted once. Debits are positive, credits negative.
"""

from marketplace.ledger.accounts import Account
from marketplace.ledger.post import Entry, Line, balance, credit_balance, post, post_all

__all__ = ["Account", "Entry", "Line", "balance", "credit_balance", "post", "post_all"]

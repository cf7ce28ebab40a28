"""Money to and from the provider: payments, refunds, payouts, and the inbox of its messages.

Always holds: intent first, provider second (a row is committed before any call, and the call's idempotency key is
that row's number); one successful payment per intent; refunded ≤ captured; a provider's event is handled once;
every movement at the provider is one ledger entry.
"""

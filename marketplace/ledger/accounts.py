"""The chart of accounts. A line names an account and, where money is somebody's, the party's id."""

from enum import StrEnum


class Account(StrEnum):
    """Where money can be. Debit balances are ours to collect, credit balances are owed."""

    PROVIDER = "provider"  # debit: what the payment provider keeps for us
    HOLD = "hold"  # credit, party = order: a buyer's money until goods and work are right
    SUPPLIER = "supplier"  # credit, party = supplier: released to them, not yet paid out
    SELLER = "seller"  # credit, party = person: released to a second-hand seller, not yet paid out
    SERVICES = "services"  # credit: what the operator's movers and installers earned with second-hand orders
    COMMISSION = "commission"  # credit: what the operator earned
    REFUNDING = "refunding"  # credit, party = refund: on its way back to a buyer
    PAYING_OUT = "paying_out"  # credit, party = payout: on its way to a supplier or seller
    DISPUTED = "disputed"  # debit, party = charge-back: what a buyer's bank keeps while it decides
    FEES = "fees"  # debit: what the payment provider kept for its work
    UNPLACED = "unplaced"  # credit, party = payment: money that no order could take


DEBIT_ACCOUNTS = frozenset({Account.PROVIDER, Account.DISPUTED, Account.FEES})

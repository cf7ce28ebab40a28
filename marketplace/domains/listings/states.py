"""How sellers, listings and their edits move."""

from marketplace.foundation.states import Table
from marketplace.foundation.text import N_

LISTING = Table(
    subject="listing",
    moves={
        ("draft", "submit"): "submitted",
        ("changes", "submit"): "submitted",  # a moderator asked for changes, and here they are
        ("draft", "discard"): "discarded",
        ("changes", "discard"): "discarded",
        ("submitted", "withdraw"): "draft",
        ("submitted", "approve"): "published",
        ("submitted", "ask"): "changes",
        ("submitted", "reject"): "rejected",
        ("published", "undo"): "submitted",  # a moderator takes the last decision back
        ("changes", "undo"): "submitted",
        ("rejected", "undo"): "submitted",
        ("rejected", "reopen"): "draft",  # an appeal was granted
        ("published", "unpublish"): "draft",
        ("published", "take_down"): "rejected",
        ("published", "reserve"): "reserved",
        ("published", "withhold"): "withheld",  # its seller may not sell at the moment
        ("submitted", "withhold"): "withheld",
        ("withheld", "bring_back"): "published",
        ("withheld", "queue"): "submitted",
        ("withheld", "unpublish"): "draft",
        ("reserved", "free"): "published",
        ("reserved", "take"): "sold",
        ("sold", "return"): "draft",  # a case sent it back to its seller
    },
    refusal=N_("This listing has changed in the meantime. Reload the page."),
    sentences={
        "reserved": N_("Somebody else is just buying this."),
        "sold": N_("This has been sold."),
        "rejected": N_("This listing was rejected."),
        "withheld": N_("Its seller does not sell at the moment."),
        "discarded": N_("This draft was thrown away."),
    },
)

EDIT = Table(
    subject="listing_edit",
    moves={
        ("submitted", "approve"): "approved",
        ("submitted", "reject"): "rejected",
        ("submitted", "withdraw"): "withdrawn",
    },
    refusal=N_("This edit has been decided already."),
)

SELLER = Table(
    subject="seller",
    moves={
        ("active", "suspend"): "suspended",
        ("suspended", "suspend"): "suspended",  # for one thing more
        ("suspended", "restore"): "active",  # once nothing keeps them any more
    },
    refusal=N_("This seller has changed in the meantime. Reload the page."),
)

EDITABLE = frozenset({"draft", "changes"})
PUBLIC = frozenset({"published", "reserved", "sold"})  # others may open its page

from datetime import timedelta

from marketplace.domains.orders.models import Checkout
from marketplace.domains.payments.hear import opened
from marketplace.domains.payments.provider import Session
from marketplace.foundation import actors, clock
from marketplace.foundation.db import door, session
from tests import cast
from tests.factories.paying import payment_of
from tests.factories.shopping import Buyer, wish
from tests.house.table import OWNERS, OWNERS_SEE_OTHER, Stage, row


def unpaid(stage: Stage) -> dict[str, str]:
    """A checkout of the owner's, not paid yet."""
    return {"number": _placed(stage).number}


def opened_page(stage: Stage) -> dict[str, str]:
    """One whose page at the provider is open: nobody needs to be asked for it."""
    checkout = _placed(stage)
    with door():
        payment = payment_of(checkout)
        page = Session(f"cs_{payment.number}", "https://pay.test/page")
        until = clock.now() + timedelta(minutes=40)
        opened(payment=payment, session=page, expires_at=until, actor=actors.SYSTEM, at=clock.now())
    return {"number": checkout.number}


def _placed(stage: Stage) -> Checkout:
    checkout = Buyer(stage.owner).places(wish(cast.shelf()))
    session.refresh(checkout)
    return checkout


ROWS = [
    row("GET", "storefront.payment", args=unpaid, **OWNERS),
    row("POST", "storefront.pay", args=opened_page, **OWNERS_SEE_OTHER),
    row("GET", "storefront.thanks", args=unpaid, **OWNERS),
]

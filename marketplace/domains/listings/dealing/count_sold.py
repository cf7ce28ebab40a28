"""Count what sellers sold, were paid for and did not get back: it stands on their page."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import update

from marketplace.domains.listings.models import Seller
from marketplace.foundation.db import session


def count_sold(*, seller_ids: Iterable[int]) -> None:
    """Add one sale to a seller's record for each time their id is given."""
    for seller_id, times in sorted(Counter(seller_ids).items()):
        session.execute(
            update(Seller)
            .where(Seller.person_id == seller_id)
            .values(sold=Seller.sold + times)
            .execution_options(synchronize_session=False)
        )


def uncount_sold(*, seller_id: int) -> None:
    """Take one sale from a seller's record: it came back. Told before the sale is counted, the two still cancel out."""
    session.execute(
        update(Seller)
        .where(Seller.person_id == seller_id)
        .values(sold=Seller.sold - 1)
        .execution_options(synchronize_session=False)
    )

"""Write down what a person wants to be told, and through what."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert

from marketplace.domains.notifications.models import Preference
from marketplace.domains.notifications.wording import CHANNELS, GROUPS
from marketplace.foundation.db import session


def prefer(*, person_id: int, wishes: Mapping[tuple[str, str], bool]) -> None:
    """Keep a person's wishes by (group, channel); groups and channels there are not are ignored."""
    rows = [
        {"person_id": person_id, "group": group, "channel": channel, "wanted": wanted}
        for (group, channel), wanted in wishes.items()
        if group in GROUPS and channel in CHANNELS
    ]
    if rows:
        statement = insert(Preference)
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["person_id", "group", "channel"], set_={"wanted": statement.excluded.wanted}
            ),
            rows,
        )

"""What the timetable does for conversations."""

from sqlalchemy import text

from marketplace.foundation.db import door, session

# The median of how long a buyer's first words waited for the seller's, over half a year; three answers make a record.
ANSWERS = text("""
WITH first AS (
    SELECT c.seller_id, min(m.created_at) FILTER (WHERE m.author_id = c.buyer_id) AS asked,
        min(m.created_at) FILTER (WHERE m.author_id = c.seller_id) AS answered
    FROM conversation c JOIN message m ON m.conversation_id = c.id
    WHERE c.created_at > now() - interval '180 days'
    GROUP BY c.id
), record AS (
    SELECT seller_id, ceil(extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY answered - asked)) / 60)::int
        AS minutes
    FROM first WHERE answered > asked GROUP BY seller_id HAVING count(*) >= 3
)
UPDATE seller SET answers_in_minutes = record.minutes FROM record
WHERE seller.person_id = record.seller_id AND seller.answers_in_minutes IS DISTINCT FROM record.minutes
""")


def time_answers() -> None:
    """Write down how fast each seller answers."""
    with door():
        session.execute(ANSWERS)

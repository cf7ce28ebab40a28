"""Second-hand: one unit is kept for one buyer at a time, and goes to one."""

from marketplace.domains.orders.states import OPEN

_LATE = "CAST(:now AS timestamptz) - interval '15 minutes'"
_LEAVING = "('placed', 'paid', 'accepted')"
_GONE = ", ".join(f"'{state}'" for state in sorted(OPEN - {"placed", "paid", "accepted"}))
_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_CAME_BACK = "SELECT order_id FROM \"case\" WHERE state = 'closed' AND outcome = 'return'"
_LINES = 'order_line n JOIN "order" o ON o.id = n.order_id JOIN listing g ON g.id = n.listing_id'

USED = {
    "listings in more than one open order": (
        'SELECT count(*) FROM (SELECT n.listing_id FROM order_line n JOIN "order" o ON o.id = n.order_id '
        f"WHERE n.listing_id IS NOT NULL AND o.state IN ({_OPEN}) "
        "GROUP BY n.listing_id HAVING count(*) > 1) x"
    ),
    "second-hand orders whose listing is not kept for them": (
        f"SELECT count(*) FROM {_LINES} WHERE (o.state IN {_LEAVING} "
        "AND (g.state <> 'reserved' OR g.reserved_for <> 'order:' || o.number)) "
        f"OR (o.state IN ({_GONE}) AND (g.state <> 'sold' OR g.reserved_for <> 'order:' || o.number))"
    ),
    "listings kept for nobody": (
        "SELECT count(*) FROM listing g WHERE g.state = 'reserved' AND NOT EXISTS ("
        f"SELECT FROM \"order\" o WHERE g.reserved_for = 'order:' || o.number AND o.state IN {_LEAVING}) "
        "AND NOT EXISTS (SELECT FROM proposal p WHERE g.reserved_for = 'proposal:' || p.id "
        "AND p.state = 'accepted' AND p.listing_id = g.id)"
    ),
    "accepted proposals whose listing is not kept for them": (
        "SELECT count(*) FROM proposal p JOIN listing g ON g.id = p.listing_id "
        "WHERE p.state = 'accepted' AND g.reserved_for IS DISTINCT FROM 'proposal:' || p.id"
    ),
    "proposals that should have expired": (
        f"SELECT count(*) FROM proposal WHERE state = 'open' AND expires_at < {_LATE}"
    ),
    "listings kept beyond their time": f"SELECT count(*) FROM listing WHERE reserved_until < {_LATE}",
    "units on offer or being sold more than once": (
        "SELECT count(*) FROM (SELECT g.unit_id FROM listing g "
        "LEFT JOIN \"order\" o ON g.reserved_for = 'order:' || o.number WHERE g.unit_id IS NOT NULL "
        "AND (g.state IN ('submitted', 'published', 'reserved', 'withheld') "
        f"OR (g.state = 'sold' AND o.state IN ({_OPEN}))) GROUP BY g.unit_id HAVING count(*) > 1) x"
    ),
    "listings still sold by an order whose goods came back": (
        "SELECT count(*) FROM listing g JOIN \"order\" o ON g.reserved_for = 'order:' || o.number "
        f"WHERE g.state = 'sold' AND (o.state = 'cancelled' OR o.id IN ({_CAME_BACK}))"
    ),
    "units that came back and are still their buyer's": (
        'SELECT count(*) FROM unit u JOIN "order" o ON o.number = u.order_number '
        f"WHERE u.owner_id = o.buyer_id AND o.id IN ({_CAME_BACK})"
    ),
}

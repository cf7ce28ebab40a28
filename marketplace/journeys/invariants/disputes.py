"""Cases: money stands still while one is open, and goes where it says; opinions come to light in time."""

_LATE = "CAST(:now AS timestamptz) - interval '15 minutes'"
_OPEN = "SELECT order_id FROM \"case\" WHERE state <> 'closed' AND NOT after_release"

DISPUTES = {
    "orders frozen without an open case, or the reverse": (
        'SELECT count(*) FROM (SELECT id FROM "order" WHERE frozen_at IS NOT NULL) o '
        f"FULL JOIN ({_OPEN}) c ON c.order_id = o.id WHERE o.id IS NULL OR c.order_id IS NULL"
    ),
    "orders with more than one open case": (
        "SELECT count(*) FROM (SELECT order_id FROM \"case\" WHERE state <> 'closed' "
        "GROUP BY order_id HAVING count(*) > 1) x"
    ),
    "closed cases whose money is not what they say": (
        "SELECT count(*) FROM (SELECT id, refund FROM \"case\" WHERE state = 'closed' AND refund > 0) c "
        "FULL JOIN (SELECT reason, amount FROM refund WHERE reason LIKE 'case:%') r "
        "ON r.reason = 'case:' || c.id WHERE r.amount IS DISTINCT FROM c.refund"
    ),
    "orders refunded in full by no case": (
        "SELECT count(*) FROM \"order\" o WHERE o.state = 'refunded' AND NOT EXISTS ("
        "SELECT FROM \"case\" c WHERE c.order_id = o.id AND c.state = 'closed' AND c.refund > 0)"
    ),
    "cases past their time and not dealt with": (
        f"SELECT count(*) FROM \"case\" WHERE (state = 'open' AND answer_by < {_LATE}) "
        f"OR (state IN ('open', 'answered') AND evidence_until < {_LATE}) "
        f"OR (state IN ('open', 'answered', 'deciding') AND end_by < {_LATE}) "
        f"OR (state IN ('returning', 'sent_back') AND return_by < {_LATE})"
    ),
    "opinions that should be shown": (
        f"SELECT count(*) FROM opinion WHERE shown_at IS NULL AND show_from < {_LATE}"
    ),
    "opinions about oneself, or of an order that is neither's": (
        'SELECT count(*) FROM opinion p JOIN "order" o ON o.id = p.order_id WHERE p.author_id = p.about_id '
        "OR p.author_id <> CASE WHEN p.by_buyer THEN o.buyer_id ELSE o.seller_id END"
    ),
}

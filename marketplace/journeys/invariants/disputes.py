"""Cases and charge-backs: money stands still while one is open, and goes where it says; opinions come to light."""

from marketplace.domains.orders.states import HOLDING

_LATE = "CAST(:now AS timestamptz) - interval '15 minutes'"
_HOLDING = ", ".join(f"'{state}'" for state in sorted(HOLDING))
_OPEN = (
    "SELECT order_id FROM \"case\" WHERE state <> 'closed' AND NOT after_release "
    f'UNION SELECT id FROM "order" WHERE disputed_at IS NOT NULL AND state IN ({_HOLDING})'
)
_OF_BANKS = 'SELECT id FROM "order" WHERE disputed_at IS NOT NULL'
_AT_BANKS = (
    'SELECT o.id FROM "order" o JOIN checkout k ON k.id = o.checkout_id JOIN payment p ON p.reference = k.number '
    "JOIN chargeback b ON b.payment_id = p.id WHERE b.state = 'open' "
    f"AND o.state IN ({_HOLDING}, 'completed') AND o.refunded < o.total"
)

DISPUTES = {
    "orders frozen without an open case or charge-back, or the reverse": (
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
        "SELECT count(*) FROM \"order\" o WHERE o.state = 'refunded' AND o.charged_back = 0 AND NOT EXISTS ("
        "SELECT FROM \"case\" c WHERE c.order_id = o.id AND c.state = 'closed' AND c.refund > 0)"
    ),
    "cases past their time and not dealt with": (
        f'SELECT count(*) FROM "case" WHERE order_id NOT IN ({_OF_BANKS}) '
        f"AND ((state = 'open' AND answer_by < {_LATE}) "
        f"OR (state IN ('open', 'answered') AND evidence_until < {_LATE}) "
        f"OR (state IN ('open', 'answered', 'deciding') AND end_by < {_LATE}) "
        f"OR (state IN ('returning', 'sent_back') AND return_by < {_LATE}))"
    ),
    "opinions that should be shown": (
        f"SELECT count(*) FROM opinion WHERE shown_at IS NULL AND show_from < {_LATE}"
    ),
    "opinions about oneself, or of an order that is neither's": (
        'SELECT count(*) FROM opinion p JOIN "order" o ON o.id = p.order_id WHERE p.author_id = p.about_id '
        "OR p.author_id <> CASE WHEN p.by_buyer THEN o.buyer_id ELSE o.seller_id END"
    ),
    "orders disputed without an open charge-back, or the reverse": (
        f"SELECT count(*) FROM ({_OF_BANKS}) o FULL JOIN ({_AT_BANKS}) b ON b.id = o.id "
        "WHERE o.id IS NULL OR b.id IS NULL"
    ),
    "charge-backs whose money is not at the bank": (
        "SELECT count(*) FROM chargeback c FULL JOIN (SELECT party, sum(amount) AS kept FROM ledger_line "
        "WHERE account = 'disputed' GROUP BY party HAVING sum(amount) <> 0) x ON x.party = c.id "
        "WHERE c.id IS NULL OR coalesce(x.kept, 0) <> CASE WHEN c.state = 'open' THEN c.amount ELSE 0 END"
    ),
    "charge-back fees without their entries, or the reverse": (
        "SELECT count(*) FROM (SELECT number, fee FROM chargeback WHERE fee <> 0) c FULL JOIN "
        "(SELECT split_part(e.key, ':', 2) AS number, sum(l.amount) AS moved FROM ledger_entry e "
        "JOIN ledger_line l ON l.entry_id = e.id WHERE e.kind = 'chargeback_fee' AND l.account = 'fees' "
        "GROUP BY 1 HAVING sum(l.amount) <> 0) e ON e.number = c.number WHERE c.fee IS DISTINCT FROM e.moved"
    ),
    "lost charge-backs that were not given, or others that were": (
        "SELECT count(*) FROM (SELECT provider_dispute, amount FROM chargeback WHERE state = 'lost') c "
        "FULL JOIN (SELECT split_part(provider_refund, '/', 1) AS dispute, sum(amount) AS given FROM refund "
        "WHERE provider_refund LIKE '%/%' GROUP BY 1) r ON r.dispute = c.provider_dispute "
        "WHERE r.given IS DISTINCT FROM c.amount"
    ),
    "orders whose charge-backs are not what they say": (
        'SELECT count(*) FROM "order" o LEFT JOIN (SELECT reference, sum(amount) AS given FROM refund '
        "WHERE reason LIKE 'chargeback:%' GROUP BY reference) r ON r.reference = o.number "
        "WHERE o.charged_back <> coalesce(r.given, 0)"
    ),
}

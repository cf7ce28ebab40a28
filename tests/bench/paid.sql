-- Paid orders by the thousand, as the journeys would have left them: every invariant of the ledger check holds.
-- Told: many, buyer, state (received or accepted), and mark, which the numbers begin with; one line of one offer each.
CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT n, %(mark)s::text || lpad(n::text, 8, '0') AS tail, o.id AS offer_id, o.product_id, o.supplier_id, o.price AS total, o.price * 8 / 100 AS commission
FROM generate_series(1, %(many)s::int) AS n
JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS all_of FROM (
        SELECT * FROM offer WHERE state = 'on' AND id IN (SELECT offer_id FROM stock) ORDER BY id LIMIT 5000) x) o
    ON o.place = 1 + n %% o.all_of;

INSERT INTO checkout (number, buyer_id, replay_key, total, currency, placed_at)
SELECT 'C' || tail, %(buyer)s::bigint, 'bench-replay-' || tail, total, 'CNY', now() FROM made;

INSERT INTO "order" (number, checkout_id, buyer_id, supplier_id, state, currency, goods, shipping, total, refunded, commission,
    commission_basis_points, address, note, placed_at, pay_by, paid_at, accept_by, accepted_at, ship_by, shipped_at, received_at, hold_until)
SELECT 'O' || tail, c.id, %(buyer)s::bigint, supplier_id, %(state)s::text, 'CNY', m.total, 0, m.total, 0, commission, 800, '{}', '', now(), now(), now(),
    now() + interval '3 days', now(), CASE WHEN %(state)s::text = 'accepted' THEN now() + interval '5 days' END, now(), now(), now() + interval '80 days'
FROM made m JOIN checkout c ON c.number = 'C' || tail;

INSERT INTO order_line (order_id, offer_id, product_id, title, model, unit_price, quantity, warranty_months, commission, commission_basis_points)
SELECT o.id, offer_id, product_id, '{"en": "Fridge", "zh": "冰箱"}', 'BCD-1', m.total, 1, 12, m.commission, 800
FROM made m JOIN "order" o ON o.number = 'O' || tail;

INSERT INTO state_change (subject, subject_id, verb, was, became, actor_kind, actor_role, at, details)
SELECT 'order', o.id, verb, was, became, 'system', '', now(), '{}'
FROM made m JOIN "order" o ON o.number = 'O' || tail
CROSS JOIN (VALUES (1, 'pay', 'placed', 'paid'), (2, 'accept', 'paid', 'accepted'), (3, 'ship', 'accepted', 'shipped'),
    (4, 'receive', 'shipped', 'received')) AS v (step, verb, was, became)
WHERE step <= CASE WHEN %(state)s::text = 'received' THEN 4 ELSE 2 END
ORDER BY o.id, step;

INSERT INTO payment (number, reference, payer_id, amount, currency, method, state, captured, refunded, expires_at, created_at, succeeded_at, settled_at)
SELECT 'P' || tail, 'C' || tail, %(buyer)s::bigint, total, 'CNY', 'card', 'succeeded', total, 0, now(), now(), now(), now() FROM made;

INSERT INTO state_change (subject, subject_id, verb, was, became, actor_kind, actor_role, at, details)
SELECT 'payment', p.id, verb, was, became, 'system', '', now(), '{}'
FROM made m JOIN payment p ON p.number = 'P' || tail
CROSS JOIN (VALUES (1, 'open', 'intended', 'opened'), (2, 'succeed', 'opened', 'succeeded')) AS v (step, verb, was, became)
ORDER BY p.id, step;

INSERT INTO ledger_entry (key, kind, at, memo) SELECT 'payment:P' || tail, 'payment', now(), '{}' FROM made;

INSERT INTO ledger_line (entry_id, account, party, unit, amount)
SELECT e.id, account, CASE WHEN account = 'hold' THEN o.id ELSE 0 END, 'CNY', sign * m.total
FROM made m JOIN ledger_entry e ON e.key = 'payment:P' || tail JOIN "order" o ON o.number = 'O' || tail
CROSS JOIN (VALUES ('provider', 1), ('hold', -1)) AS v (account, sign);

INSERT INTO stock_hold (holder, stock_id, quantity, state, created_at)
SELECT 'O' || tail, s.id, 1, 'held', now()
FROM made m JOIN LATERAL (SELECT id FROM stock WHERE offer_id = m.offer_id ORDER BY id LIMIT 1) s ON true WHERE %(state)s::text = 'accepted';

INSERT INTO stock_movement (stock_id, kind, quantity, reference, at)
SELECT stock_id, 'received', count(*), 'bench', now() FROM stock_hold WHERE holder LIKE 'O' || %(mark)s::text || '%%' GROUP BY stock_id;

UPDATE stock s SET reserved = reserved + n, on_hand = on_hand + n
FROM (SELECT stock_id, count(*) AS n FROM stock_hold WHERE holder LIKE 'O' || %(mark)s::text || '%%' GROUP BY stock_id) h WHERE h.stock_id = s.id;

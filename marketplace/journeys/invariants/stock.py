"""Stock: nothing appears from nowhere, nothing is promised or sold twice."""

STOCK = {
    "stocks that are not the sum of their movements": (
        "SELECT count(*) FROM stock s LEFT JOIN (SELECT stock_id, sum(quantity) AS moved FROM stock_movement "
        "GROUP BY stock_id) m ON m.stock_id = s.id WHERE s.on_hand <> coalesce(m.moved, 0)"
    ),
    "stocks whose reserved is not the sum of their live holds": (
        "SELECT count(*) FROM stock s LEFT JOIN (SELECT stock_id, sum(quantity) AS held FROM stock_hold "
        "WHERE state = 'held' GROUP BY stock_id) h ON h.stock_id = s.id WHERE s.reserved <> coalesce(h.held, 0)"
    ),
    "orders to be shipped without their stock held, or the reverse": (
        'SELECT count(*) FROM (SELECT o.number, sum(l.quantity) AS wanted FROM "order" o '
        "JOIN order_line l ON l.order_id = o.id WHERE l.offer_id IS NOT NULL "
        "AND o.state IN ('placed', 'paid', 'accepted') GROUP BY o.number) o "
        "FULL JOIN (SELECT holder, sum(quantity) AS held FROM stock_hold WHERE state = 'held' GROUP BY holder) h "
        "ON h.holder = o.number WHERE o.wanted IS DISTINCT FROM h.held"
    ),
    "units sold twice": (
        "SELECT count(*) FROM (SELECT 1 FROM unit GROUP BY product_id, brand, model, serial HAVING count(*) > 1) x"
    ),
    "orders with more units than were bought": (
        "SELECT count(*) FROM (SELECT order_number, product_id, count(*) AS sent FROM unit "
        'WHERE order_number NOT IN (SELECT number FROM "order" WHERE seller_id IS NOT NULL) '
        "AND order_number <> '' GROUP BY 1, 2) u "
        'LEFT JOIN (SELECT o.number, l.product_id, sum(l.quantity) AS bought FROM "order" o '
        "JOIN order_line l ON l.order_id = o.id GROUP BY 1, 2) b "
        "ON b.number = u.order_number AND b.product_id = u.product_id WHERE u.sent > coalesce(b.bought, 0)"
    ),
}

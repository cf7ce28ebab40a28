"""Orders: one buyer, one supplier, one hold; several orders share the checkout that paid for them.

Always holds: prices, address and commission are fixed when the order is placed; a replayed submit is the same
checkout; state moves by `states.ORDER` only; an order holds money exactly while it is open.
"""

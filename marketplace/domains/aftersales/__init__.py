"""After the sale: reviews of what was bought (cases and surveys come here).

Always holds: one review per order line, by its buyer, after receipt; one reply, by its supplier.
"""

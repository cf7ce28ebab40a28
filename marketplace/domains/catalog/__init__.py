"""The catalogue: categories with attribute schemas, products, the suppliers' offers, and finding them.

Always holds: the tree has two levels (department, category); a product's attributes follow its category's schema;
one offer per supplier and product; the shelf columns (`price_from`, `in_stock`, `score_*`, `sold`) are derived
and may be refreshed at any time; checkout never believes them.
"""

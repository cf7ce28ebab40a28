"""Tally facet values: which brands and choices the products on the shelf have, by category and department."""

from sqlalchemy import delete, text

from marketplace.domains.catalog.models import FacetValue
from marketplace.foundation.db import session
from marketplace.foundation.locks import lock_name

MOST_VALUES = 200  # of one facet in one place; nobody reads further
LOW, HIGH = "kwh.low", "kwh.high"  # the range of energy use, for the strip

# One pass over the shelf: brands, then every choice and flag the schema calls a facet, for category and department.
COUNT = text("""
WITH fact AS (
    SELECT p.category_id, p.department_id, 'brand' AS code, p.brand AS value FROM product p WHERE p.on_shelf
    UNION ALL
    SELECT p.category_id, p.department_id, e.key, CASE a.kind WHEN 'flag' THEN 'yes' ELSE e.value END
    FROM product p CROSS JOIN LATERAL jsonb_each_text(p.attributes) AS e(key, value)
    JOIN attribute a ON a.code = e.key AND a.category_id IN (p.category_id, p.department_id)
    WHERE p.on_shelf AND a.facet AND (a.kind = 'choice' OR (a.kind = 'flag' AND e.value = 'true'))
), counted AS (
    SELECT category_id, code, value, count(*) AS products FROM fact GROUP BY 1, 2, 3
    UNION ALL
    SELECT department_id, code, value, count(*) FROM fact GROUP BY 1, 2, 3
), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY category_id, code ORDER BY products DESC, value) AS place FROM counted
), energy AS (
    SELECT category_id, min(energy_kwh_year) AS low, max(energy_kwh_year) AS high, count(*) AS products
    FROM product WHERE on_shelf AND energy_kwh_year IS NOT NULL GROUP BY 1
)
INSERT INTO facet_value (category_id, code, value, products)
SELECT category_id, code, left(value, 80), products FROM ranked WHERE place <= :most
UNION ALL SELECT category_id, 'kwh.low', low::text, products FROM energy
UNION ALL SELECT category_id, 'kwh.high', high::text, products FROM energy
""")


def tally() -> None:
    """Write the facet values of the whole shelf anew; a job's work, seconds at 100,000 products."""
    lock_name("catalog.tally")
    session.execute(delete(FacetValue))
    session.execute(COUNT, {"most": MOST_VALUES})

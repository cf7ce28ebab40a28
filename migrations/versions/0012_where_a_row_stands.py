"""Where a row stands in the orders of its shelf, beside its words in one index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def size(mark: str, name: str, least: int, most: int) -> str:
    clamped = f"least(greatest({name}, {least}), {most}) / {least}.0"
    return f"'{mark}' || floor(6 * log(2.0, {clamped}))::int::text"


def spans(number: str, **lengths: int) -> list[str]:
    return [
        f"'{mark}' || coalesce(floor({number} / {length})::int::text, '')" for mark, length in lengths.items()
    ]


SECONDS = "extract(epoch FROM published_at - timestamptz '2020-01-01 00:00:00+00')"
STEPS = {
    "listing": (
        "state = 'published'",
        [size("$", "price", 1_000, 10_000_000), *spans(SECONDS, d=86_400, w=604_800, m=2_419_200)],
    ),
    "product": (
        "on_shelf",
        [
            size("$", "price_from", 1_000, 10_000_000),
            size("p", "popularity", 1, 1_000_000),
            *spans("id", i=1_024, j=8_192, k=65_536),
            "CASE WHEN in_stock THEN 's' ELSE '-' END",
        ],
    ),
}


def upgrade() -> None:
    for table, (condition, parts) in STEPS.items():
        steps = f"CASE WHEN {condition} THEN array_to_tsvector(ARRAY[{', '.join(parts)}]) END"
        op.add_column(table, sa.Column("steps", postgresql.TSVECTOR(), sa.Computed(steps, persisted=True)))
        index(table, "search", "steps")


def downgrade() -> None:
    for table in STEPS:
        index(table, "search")
        op.drop_column(table, "steps")


def index(table: str, *columns: str) -> None:
    name = f"ix_{table}_search"
    op.drop_index(name, table_name=table)
    op.create_index(
        name, table, list(columns), postgresql_using="gin", postgresql_with={"fastupdate": "off"}
    )

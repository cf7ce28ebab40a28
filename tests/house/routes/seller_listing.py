"""The seller portal: the first page is for all, a listing is its seller's."""

from __future__ import annotations

from tests.house.table import PUBLIC, row

ROWS = [row("GET", "seller.home", **PUBLIC)]

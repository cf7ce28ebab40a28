"""Business stories across rooms: keyword-only, `actor` and `at`, one transaction each, nothing decided here."""

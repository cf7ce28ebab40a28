"""Business stories that touch several rooms: keyword-only, `actor` and `at`, one transaction each, nothing decided here."""

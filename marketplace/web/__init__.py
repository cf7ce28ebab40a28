"""The life of a request: sessions, doors, languages, errors, headers, assets. No business words."""

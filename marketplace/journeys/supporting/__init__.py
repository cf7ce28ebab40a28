"""People report, staff decide, whoever is concerned may ask to look again."""

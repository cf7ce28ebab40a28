"""Models that were called back: entered and ended by staff, followed by what is listed."""

"""Asking: what people ask about a listing for all to read, and what its seller answers."""

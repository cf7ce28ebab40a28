"""Doors to other companies. Each says what it can do in dataclasses; no business word, no transaction held."""

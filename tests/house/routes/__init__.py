"""One file of rows a portal; see tests/house/table.py."""

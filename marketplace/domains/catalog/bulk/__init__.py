"""Products by the hundred thousand: plausible goods of our own making, written by COPY."""

"""A buyer says that something is not right: what both sides say, what staff decide, and by when each of it happens."""

"""Orders as people look for them and read them."""

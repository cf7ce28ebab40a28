"""What the two sides of a second-hand order think of each other."""

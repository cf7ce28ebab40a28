"""What buyer and seller of a second-hand order think of each other; neither sees the other's before it counts."""

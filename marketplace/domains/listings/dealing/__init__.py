"""A listing while somebody buys it: kept for one holder, let go again, or gone for good."""

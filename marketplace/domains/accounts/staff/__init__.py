"""The operator's staff: what they may do, the roles that say so, and who holds which."""

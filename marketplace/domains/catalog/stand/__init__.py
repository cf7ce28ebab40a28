"""The shelf as staff keep it: what stands on it, and what they take off."""

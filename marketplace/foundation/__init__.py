"""The ground floor: time, rows, money, facts, states. It knows nothing about marketplaces."""

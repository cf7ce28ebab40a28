"""How fast the shop is, beside limits measured in the same run: `python -m tests.bench [names] [--quick | --full]`."""

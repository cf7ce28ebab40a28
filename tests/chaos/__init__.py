"""Kill everything at random while people buy, then count the money: `python -m tests.chaos [--orders N] [--seed N]`."""

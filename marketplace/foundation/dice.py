"""Chance that can be had again, for goods and demos; what nobody may guess comes from `secrets`."""

from random import Random


def dice_of(seed: int | str) -> Random:
    """Return dice that fall the same for the same seed."""
    return Random(seed)  # noqa: S311 -- chosen to be foreseen; secrets are made in `ids`

"""One wrong letter: words are found by what is left of them when one letter goes."""

SHORTEST = 4  # shorter words are one letter from too many others


def stubs(word: str) -> list[str]:
    """Return the word and every form of it with one letter left out."""
    return sorted({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


def is_one_edit_away(one: str, other: str) -> bool:
    """Say whether one letter added, dropped, changed, or two neighbours swapped lead from one to the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    if len(one) > len(other):
        one, other = other, one
    i = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[i:] == other[i + 1 :]
    swapped = one[i : i + 2][::-1] == other[i : i + 2] and one[i + 2 :] == other[i + 2 :]
    return one[i + 1 :] == other[i + 1 :] or swapped

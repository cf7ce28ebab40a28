"""Learn the Latin words the catalogue contains, so that one wrong letter still finds them."""

import json
import re
from collections.abc import Iterable

from sqlalchemy import text

from marketplace.domains.catalog.search.spelling import SHORTEST, stubs
from marketplace.domains.catalog.search.words import LONGEST_WORD, fold, stem
from marketplace.foundation.db import session

BATCH = 1000
ADD = text(
    "INSERT INTO search_word (word, stubs) SELECT key, value FROM jsonb_each(CAST(:rows AS jsonb))"
    " ON CONFLICT (word) DO NOTHING"
)
_WORD = re.compile(rf"[a-z]{{{SHORTEST},{LONGEST_WORD}}}")


def learn(texts: Iterable[str]) -> None:
    """Add the words of `texts`; known ones stay. Model numbers are no words: nobody spells them wrong by ear."""
    words = sorted({stem(word) for text in texts for word in _plain_words(text)})
    for i in range(0, len(words), BATCH):
        rows = {word: stubs(word) for word in words[i : i + BATCH]}
        session.execute(ADD, {"rows": json.dumps(rows)})


def _plain_words(text: str) -> Iterable[str]:
    return (word for run in re.findall(r"[a-z0-9]+", fold(text)) if _WORD.fullmatch(word := run))

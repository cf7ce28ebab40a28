"""Why a row of an imported file was refused, in the reader's language."""

import re
from collections.abc import Mapping

from marketplace.web import languages

_PARAMETER = re.compile(r"%\(\w+\)s")


def sentence_of(error: Mapping[str, str]) -> str:
    """Return why a row was refused; the value in it is what stood in the file."""
    sentence = error["sentence"]
    return _PARAMETER.sub(lambda _match: error["value"], languages.say(sentence))

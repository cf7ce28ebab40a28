"""Photos that come with a form, read one at a time; what is wrong with one does not spoil the others."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import request

from marketplace.domains.photos.refusals import MOST_BYTES
from marketplace.foundation.refusals import Refused, Unavailable
from marketplace.foundation.text import N_
from marketplace.web import languages

FIELD = "photos"
MOST_AT_ONCE = 12
# Without a script a form brings all photos at once, as the camera made them: they lie on disk until they are read.
LARGEST_REQUEST = 64 * 1024 * 1024
MOST_PARTS = 60
LONGEST_NAME = 120
_UNPRINTABLE = re.compile(r"[^\w .,()+-]")


@dataclass(frozen=True, slots=True)
class Upload:
    """One file: what the phone called it, for people to read only, and what is in it."""

    name: str
    data: bytes


def take_each(take: Callable[[Upload], object]) -> list[str]:
    """Give each photo of the form to `take`; return what was wrong, a sentence each, in the reader's language.

    Call it before anything reads the form. `take` opens its own doors (journeys/photos/take.py): what was taken
    stays taken when a later one is refused. A form without photos is told so.
    """
    request.max_content_length, request.max_form_parts = LARGEST_REQUEST, MOST_PARTS
    said, seen = [], 0
    for upload in _sent():
        seen += 1
        if seen > MOST_AT_ONCE:
            said.append(languages.say(N_("Send at most %(most)s photos at once."), most=MOST_AT_ONCE))
            break
        try:
            take(upload)
        except (Refused, Unavailable) as no:
            said.append(_of(upload, languages.say(no.sentence, **no.params)))
    return said if seen else [languages.say(N_("Choose a photo first."))]


def _sent() -> Iterator[Upload]:
    for file in request.files.getlist(FIELD):
        if file.filename:
            # One byte more than allowed: enough to know, and no more is ever in memory.
            yield Upload(plain_name(file.filename), file.stream.read(MOST_BYTES + 1))


def _of(upload: Upload, sentence: str) -> str:
    return f"{upload.name}: {sentence}" if upload.name else sentence


def plain_name(name: str) -> str:
    """Return the last part of a file's name in letters that do nothing."""
    return _UNPRINTABLE.sub("", re.split(r"[/\\]", name)[-1])[:LONGEST_NAME].strip()


def act() -> str:
    """Return what a button beside a photo asks for: up, down or off."""
    return request.form.get("act", "")[:10]


def spot(token: str) -> str:
    """Return where a page goes on after `act`: at the photo that was moved, or at the part one was taken off."""
    part = request.form.get("part", "")
    return f"#photo-{token}" if act() in ("up", "down") else f"#{part}" if part.isidentifier() else ""

"""The catalogues: one small .po file an area, merged into one .mo at start and kept until a .po changes."""

import gettext
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parent.parent / "translations"
LOCALE = "zh_Hans_CN"
_loaded: dict[str, gettext.NullTranslations] = {}


class Contradiction(Exception):
    """The same sentence is translated differently in two files."""


def sources() -> list[Path]:
    """Return every Chinese .po file, in order."""
    return sorted((SOURCES / "zh").glob("*.po"))


def ready(instance: Path) -> Path:
    """Return a folder in gettext's layout with the merged catalogue, made when it is not there yet."""
    folder = (instance / "translations" / _fingerprint()).resolve()
    target = folder / LOCALE / "LC_MESSAGES" / "messages.mo"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, compiled())
    with target.open("rb") as file:
        _loaded["zh"] = gettext.GNUTranslations(file)
    return folder


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


Words = str | tuple[str, ...]  # a tuple where a sentence has a plural


def entries() -> Iterator[tuple[Words, Words, Path]]:
    """Yield each translated sentence, its translation and its file; fuzzy and empty ones do not count."""
    from babel.messages.pofile import read_po

    for path in sources():
        with path.open("rb") as file:
            for message in read_po(file, locale=LOCALE, abort_invalid=True):
                if message.id and message.string and not message.fuzzy:
                    yield _frozen(message.id), _frozen(message.string), path


def _frozen(words: str | list[str] | tuple[str, ...]) -> Words:
    return words if isinstance(words, str) else tuple(words)


def merged() -> dict[Words, Words]:
    """Return all translations. Refuses: two files that disagree about a sentence."""
    found: dict[Words, Words] = {}
    for sentence, translation, path in entries():
        if found.setdefault(sentence, translation) != translation:
            raise Contradiction(f"{path.name}: {sentence!r} is {found[sentence]!r} elsewhere")
    return found


def compiled() -> bytes:
    """Return the merged catalogue as the bytes of a .mo file."""
    from io import BytesIO

    from babel.messages import Catalog
    from babel.messages.mofile import write_mo

    catalog = Catalog(locale=LOCALE)
    for sentence, translation in merged().items():
        catalog.add(sentence, translation)
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that another process sees all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(target)


def lookup_plural(language: str, one: str, many: str, count: int) -> str:
    """Return the sentence for `count` things in `language`."""
    found = _loaded.get(language)
    return found.ngettext(one, many, count) if found else (one if count == 1 else many)


def lookup(language: str, sentence: str) -> str:
    """Return the sentence in `language`, or as it is when it is not translated."""
    found = _loaded.get(language)
    return found.gettext(sentence) if found else sentence

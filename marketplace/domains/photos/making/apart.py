"""A process of its own for every photo: it has 512 MB of addresses, 30 s of one core, and nothing of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from marketplace.domains.photos.making.look import look
from marketplace.domains.photos.making.pictures import Made, unpacked
from marketplace.domains.photos.refusals import Unfit

ROOT = Path(__file__).resolve().parents[4]
LONGEST_SECONDS = 45.0
WORDS = [sys.executable, "-s", "-E", "-m", "marketplace.domains.photos.making"]
# One arena: threads of decoders would else each take addresses of their own.
NOTHING = {"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}


def make(data: bytes) -> Made:
    """Return a photo's pictures, upright and without metadata. Refuses: Unfit."""
    look(data)
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, and the photo only on its stdin
            WORDS, input=data, capture_output=True, cwd=ROOT, env=NOTHING, timeout=LONGEST_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise Unfit("broken") from error
    return unpacked(done.stdout)

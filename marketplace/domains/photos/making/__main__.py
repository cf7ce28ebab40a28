"""The child: a photo in at stdin, its pictures out at stdout. It limits itself before it loads a decoder."""

import json
import resource
import sys

MOST_ADDRESSES = 512 * 1024 * 1024
MOST_SECONDS = 30
LIMITS = {
    resource.RLIMIT_AS: MOST_ADDRESSES,
    resource.RLIMIT_CPU: MOST_SECONDS,
    resource.RLIMIT_FSIZE: 0,  # it writes no file
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 64,
}


def main() -> None:
    """Make what was asked for, or say why not."""
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    data = sys.stdin.buffer.read()
    from marketplace.domains.photos.making.develop import develop
    from marketplace.domains.photos.refusals import Unfit

    try:
        parts = list(develop(data).packed())
    except Unfit as no:
        parts = [json.dumps({"refused": no.code}).encode() + b"\n"]
    except Exception:  # noqa: BLE001 -- a decoder fails in as many ways as there are broken files, memory among them
        parts = [json.dumps({"refused": "broken"}).encode() + b"\n"]
    for part in parts:
        sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main()

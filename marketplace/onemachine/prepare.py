"""What `make` runs before anything else, with the system's Python alone: our Python, our packages, a browser.

`prepare.py` makes .venv and installs requirements.txt when it changed; `prepare.py browser` also sees to Chromium.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin/python"
STAMP = VENV / "requirements.sha256"
REQUIREMENTS = ROOT / "requirements.txt"
CHROMIUM = Path("/usr/bin/chromium")
CJK_FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
OLDEST = (3, 11)
LOUD = "=" * 78


class Unprepared(Exception):
    """Carry the sentence that says what is missing and what to do."""


def main(wishes: list[str]) -> int:
    """Prepare what is wished; return the exit code."""
    try:
        _venv()
        if "browser" in wishes:
            _browser()
    except Unprepared as sentence:
        sys.stderr.write(f"\n{sentence}\n")
        return 1
    return 0


def _venv() -> None:
    if sys.version_info < OLDEST:
        raise Unprepared(
            f"Coolspot needs Python 3.11 or newer, this is {sys.version.split()[0]}: PYTHON=python3.12 make …"
        )
    if not _works(PYTHON, "-m", "pip", "--version"):
        if importlib.util.find_spec("ensurepip") is None:
            _install("Python's venv package", "python3-venv")
        _run("Making .venv", sys.executable, "-m", "venv", "--clear", str(VENV))
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not STAMP.exists() or STAMP.read_text() != wanted:
        pip = (str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input")
        _run("Installing requirements.txt", *pip, "-r", str(REQUIREMENTS))
        STAMP.write_text(wanted)


def _browser() -> None:
    if CHROMIUM.exists() and CJK_FONTS.exists():
        return
    try:
        _install("Chromium and Chinese fonts for the browser tests", "chromium", "fonts-noto-cjk")
    except Unprepared as sentence:
        if CHROMIUM.exists():
            return
        if os.environ.get("CI") == "true":
            raise
        sys.stderr.write(f"{LOUD}\nBROWSER TESTS ARE SKIPPED: {sentence}\n{LOUD}\n")


def _install(what: str, *packages: str) -> None:
    """Install Debian packages. Refuses: when we are not root or this is no Debian, saying what to ask for."""
    by_hand = f"apt-get install {' '.join(packages)}"
    if os.geteuid() != 0:
        raise Unprepared(f"{what} is missing, and only root may install it: sudo {by_hand}")
    if shutil.which("apt-get") is None:
        raise Unprepared(
            f"{what} is missing, and this system has no apt-get: install {' '.join(packages)} its own way."
        )
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    _run("Reading Debian's package lists", "apt-get", "update", "-q")
    words = ("apt-get", "install", "-y", "-q", "--no-install-recommends", *packages)
    _run(f"Installing {' '.join(packages)}", *words)


def _works(*words: str | Path) -> bool:
    try:
        return (
            subprocess.run(words, capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode == 0
        )
    except OSError:
        return False


def _run(step: str, *words: str) -> None:
    """Run a step under one line. Refuses: a step that fails, with what it said."""
    print(f"  {step} ".ljust(46, "."), end="", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    print(f" {time.monotonic() - began:.1f} s" if done.returncode == 0 else " failed", flush=True)
    if done.returncode:
        ending = "\n".join(done.stdout.splitlines()[-15:])
        raise Unprepared(f"`{' '.join(words)}` failed:\n{ending}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

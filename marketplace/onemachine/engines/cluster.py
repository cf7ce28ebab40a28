"""Making a new PostgreSQL cluster: initdb, or for tests a copy of what it made before."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from marketplace.onemachine import CannotStart
from marketplace.onemachine.engines.ground import Ground


def make_cluster(ground: Ground, directory: Path, owner: str, *, durable: bool) -> None:
    """Fill an empty directory of the engines' user with a cluster in which `owner` may do everything.

    Refuses: a failing initdb, with its words.
    """
    if durable:
        _initdb(ground, directory, owner, "--data-checksums")
        return
    template = _template(ground, owner)
    if not _is_ours(ground, template):
        _initdb(ground, directory, owner, "--no-sync")
        _keep(directory, template)
    else:
        _as_engine(ground, ["cp", "-a", "--reflink=auto", f"{template}/.", str(directory)])


def _initdb(ground: Ground, directory: Path, owner: str, extra: str) -> None:
    words = [str(ground.postgres_bin / "initdb"), "-D", str(directory), "-U", owner, "--auth=trust"]
    words += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    _as_engine(ground, [*words, "--no-instructions", extra])


def _as_engine(ground: Ground, words: Sequence[str]) -> None:
    done = subprocess.run(
        list(words),
        cwd="/",
        user=ground.uid,
        group=ground.gid,
        extra_groups=None if ground.uid is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"PostgreSQL could not make its files: {words[0]} said {done.stderr.strip()}")


def _template(ground: Ground, owner: str) -> Path:
    """Name the kept cluster after everything that made it: another wheel or user makes another."""
    program = ground.postgres_bin / "postgres"
    facts = f"{program} {program.stat().st_mtime_ns} {program.stat().st_size} {ground.uid} {owner}"
    mark = hashlib.sha256(facts.encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"coolspot-template-{os.geteuid()}-{mark}"


def _is_ours(ground: Ground, template: Path) -> bool:
    """Tell whether it is there and not a stranger's: the directory it lies in is open to all."""
    try:
        owner = template.lstat().st_uid
    except FileNotFoundError:
        return False
    return owner == (os.geteuid() if ground.uid is None else ground.uid) and not template.is_symlink()


def _keep(directory: Path, template: Path) -> None:
    """Keep a copy for the next test run; whoever comes first wins."""
    draft = Path(tempfile.mkdtemp(prefix="coolspot-template-"))
    try:
        subprocess.run(["cp", "-a", f"{directory}/.", str(draft / "whole")], check=True, capture_output=True)
        if not template.exists():
            (draft / "whole").rename(template)
    except (OSError, subprocess.CalledProcessError):
        return  # it only saves time
    finally:
        shutil.rmtree(draft, ignore_errors=True)

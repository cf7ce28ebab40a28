"""Which store a deployment keeps its files in, by its MEDIA_URL: empty, a folder, or `s3://bucket/prefix`."""

from pathlib import Path

from marketplace.gateways import storage
from marketplace.gateways.storage.objects import ObjectStorage

FOLDER = "file://"


def choose(url: str, *, folder: Path) -> None:
    """Keep files in the bucket or folder `url` names, without one in `folder`."""
    if "://" in url and not url.startswith(FOLDER):
        storage.use(ObjectStorage(url))
    else:
        storage.use(ObjectStorage(str(Path(url.removeprefix(FOLDER) or folder).resolve())))

from typing import Any

from tests.factories.photos import photo
from tests.house.table import EVERYBODY, PUBLIC, SEE_OTHER, Stage, row

# Nobody is asked to sign in for a picture: to whom it is not shown it is not there.
NOT_FOR_EVERYBODY: dict[str, Any] = {**dict.fromkeys(EVERYBODY, 404), "owner": 200, "admin": 200}


def draft(stage: Stage) -> dict[str, Any]:
    return {"token": photo(stage.owner, files=True).token, "size": 640, "kind": "jpg"}


ROWS = [
    row("GET", "site.healthz", **PUBLIC),
    row("GET", "site.readyz", **PUBLIC),
    row("GET", "site.figures", **PUBLIC),  # on this machine; test_site asks from elsewhere
    row("GET", "site.offline", **PUBLIC),
    row("GET", "site.worker", **PUBLIC),
    row("GET", "site.manifest", **PUBLIC),
    row("GET", "site.favicon", **PUBLIC),
    row("GET", "site.robots", **PUBLIC),
    row("GET", "site.media", args=draft, **NOT_FOR_EVERYBODY),
    row("POST", "site.language", data={"language": "zh", "next": "/offline"}, **SEE_OTHER),
    row("POST", "site.data_saver", data={"on": "1", "next": "/offline"}, **SEE_OTHER),
]

from tests.client import Client


def test_pages_of_the_site_read_strictly(client: Client) -> None:
    assert client.get("/offline").is_(200).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    client.get("/nowhere").is_(404).says("There is nothing here")


def test_ready_says_so(client: Client) -> None:
    assert client.get("/readyz").is_(200).json == {
        "migrations": "ok",
        "postgresql": "ok",
        "ready": True,
        "redis": "ok",
    }

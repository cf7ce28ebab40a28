from tests.house.table import PUBLIC, SEE_OTHER, row

ROWS = [
    row("GET", "site.healthz", **PUBLIC),
    row("GET", "site.readyz", **PUBLIC),
    row("GET", "site.figures", **PUBLIC),  # on this machine; test_site asks from elsewhere
    row("GET", "site.offline", **PUBLIC),
    row("GET", "site.worker", **PUBLIC),
    row("GET", "site.manifest", **PUBLIC),
    row("GET", "site.favicon", **PUBLIC),
    row("GET", "site.robots", **PUBLIC),
    row("POST", "site.language", data={"language": "zh", "next": "/offline"}, **SEE_OTHER),
    row("POST", "site.data_saver", data={"on": "1", "next": "/offline"}, **SEE_OTHER),
]

from tests.house.table import EVERYBODY, row

ROWS = [row("POST", "hooks.take", data={"id": "evt_1"}, **dict.fromkeys((*EVERYBODY, "owner"), 400))]

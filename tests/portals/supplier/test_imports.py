"""A file of products: tried, looked at, read in for real, and what hostile files are told."""

import pytest

from marketplace.domains.catalog.models import ImportBatch, Offer
from marketplace.domains.catalog.reading import sheet
from marketplace.domains.catalog.reading.coolspot import read_row
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.seed import seed
from marketplace.domains.catalog.tree import atlas
from marketplace.foundation.db import door, session
from marketplace.foundation.refusals import Refused
from marketplace.journeys.importing.jobs import read_import, read_imports
from marketplace.portals.supplier.shelf import imports
from tests import cast
from tests.client import Client
from tests.portals.supplier.conftest import Company

HEADER = "category,brand,model,price,stock,cost_price\n"
GOOD = HEADER + "three-door-fridges,Haier,BCD-1,1999,3,1500\nthree-door-fridges,Haier,BCD-2,2999,0,\n"
BAD_ROWS = GOOD + "nowhere,Haier,BCD-3,10,1,\nthree-door-fridges,Haier,BCD-4,=cmd|x,1,\n"


@pytest.fixture(autouse=True)
def tree(company: Company) -> None:
    with door():
        seed()
    atlas.forget()


def sent(client: Client, content: str | bytes, name: str = "fridges.csv") -> ImportBatch:
    body = content.encode() if isinstance(content, str) else content
    client.get("/supplier/imports/new").form(button="Try the file").fill(file=(body, name)).submit().is_(200)
    session.rollback()
    batch = session.query(ImportBatch).order_by(ImportBatch.id.desc()).first()
    assert batch is not None
    return batch


def test_tried_first_then_read_in(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    client.get("/supplier/imports").says("Bring many products at once")
    batch = sent(client, BAD_ROWS)
    path = f"/supplier/imports/{batch.number}"
    client.get(path).says("Rows read", "You may close this page")
    assert client.get(f"{path}/progress", htmx=True).status == 200
    client.post(f"{path}/run").is_(409)
    read_import(batch.id)
    done = client.get(f"{path}/progress", htmx=True)
    assert (done.status, done.headers["HX-Refresh"]) == (286, "true")
    page = client.get(path).says(
        "Nothing has been written yet", "Haier BCD-1", "We do not know the category “nowhere”."
    )
    assert session.query(Offer).filter_by(supplier_id=company.supplier.id).count() == 1
    errors = client.get(f"{path}/errors.csv").text
    assert "'=cmd|x" in errors
    assert "nowhere" in errors
    page.press("Read it in").says("You may close this page")
    session.rollback()
    assert read_imports() == 1
    real = session.query(ImportBatch).order_by(ImportBatch.id.desc()).first()
    assert real is not None
    session.refresh(real)
    assert (real.state, real.rows_new, len(real.errors), real.person_id) == ("done", 2, 2, company.clerk.id)
    client.get(f"/supplier/imports/{real.number}").says("It is on the shelf").hides("Read it in ")
    client.get("/supplier/offers?q=BCD-1").says("Haier BCD-1", "¥1,999.00")
    with client.sql(8):
        client.get("/supplier/imports").says("Read in", "Tried")
    again = sent(client, GOOD)
    read_import(again.id)
    client.get(f"/supplier/imports/{again.number}").says("Yours already, compared 2")


def test_gbk_as_spreadsheets_write_it(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    batch = sent(client, (HEADER + "three-door-fridges,海尔,BCD-9,1999,3,\n").encode("gbk"))
    read_import(batch.id)
    client.get(f"/supplier/imports/{batch.number}").says("BCD-9")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a file|no rows|first line"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a CSV file"),
        (b"a,b\n1,2\n", "The first line must name the columns"),
        (HEADER.encode(), "There are no rows in this file"),
        (GOOD.encode("utf-16"), "not a CSV file"),
        (b'"' + b"x" * 200_000, "not a CSV file"),
        (b"a\rb,c\rd,e", "not a CSV file"),
        (HEADER.strip().encode() + b"," * 1000 + b"\nx\n", "not a CSV file"),
        (HEADER.encode() + b'"' + b"y" * 200_000, "not a CSV file"),
        (b"PK\x03\x04" + b"\x00" * 64, "not a CSV file"),
    ],
    ids=[
        "nothing",
        "picture",
        "other columns",
        "only a header",
        "utf-16",
        "an endless name",
        "old Mac's lines",
        "a thousand columns",
        "an endless cell",
        "an archive",
    ],
)
def test_hostile_files_are_told_why(client: Client, company: Company, content: bytes, sentence: str) -> None:
    client.as_(company.clerk)
    form = client.get("/supplier/imports/new").form(button="Try the file")
    page = form.fill(file=(content, "x.csv")).submit().is_(422)
    assert any(words in page.words for words in sentence.split("|")), page.words
    assert session.query(ImportBatch).count() == 0


def test_a_file_too_large_is_told_so(
    client: Client, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (sheet, imports):
        monkeypatch.setattr(module, "MOST_BYTES", 100)
    form = client.as_(company.clerk).get("/supplier/imports/new").form(button="Try the file")
    form.fill(file=(BAD_ROWS.encode() * 2, "x.csv")).submit().is_(422).says("larger than 10 MB")


def test_anothers_file_is_not_there(client: Client, company: Company) -> None:
    batch = sent(client.as_(company.clerk), GOOD)
    client.as_(cast.worker_of(cast.supplier("Rival"), "Rui"))
    for path in ("", "/progress", "/errors.csv"):
        client.get(f"/supplier/imports/{batch.number}{path}").is_(404)
    client.post(f"/supplier/imports/{batch.number}/run").is_(404)


def test_the_template_can_be_sent_as_it_is(client: Client, company: Company) -> None:
    client.as_(company.clerk)
    batch = sent(client, client.get("/supplier/imports/template.csv?category=three-door-fridges").text)
    read_import(batch.id)
    session.refresh(batch)
    assert (batch.rows_total, batch.errors) == (1, [])


@pytest.mark.parametrize(
    "column", ["price", "cost_price", "shipping", "stock", "warranty_months", "attr:kwh"]
)
@pytest.mark.parametrize("value", ["1e999999999", "1e-999999999", "0" * 12 + "9" * 20, "9" * 4500])
def test_a_number_nobody_writes_is_refused_in_its_row(column: str, value: str) -> None:
    row = {"category": "three-door-fridges", "brand": "Haier", "model": "BCD-216", "price": "2000"}
    with pytest.raises(Refused):
        read_row({**row, column: value}, Rules("CNY"))

"""The limit of every page: Flask and Jinja with nothing to say. Served by the same server with the same settings."""

from flask import Flask, render_template
from jinja2 import DictLoader

app = Flask(__name__)
app.jinja_loader = DictLoader(
    {"blank.html": "<!doctype html><html lang=en><title>{{ title }}</title><h1>{{ title }}</h1>"}
)


@app.get("/")
def blank() -> str:
    """Say hello."""
    return render_template("blank.html", title="Hello")

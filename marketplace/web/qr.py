"""QR codes as inline SVG."""

import segno
from markupsafe import Markup


def drawn(text: str, *, scale: int) -> Markup:
    """Draw `text` for the class `qr` to size; `scale` is how many units one of its squares takes."""
    svg = segno.make(text, error="m").svg_inline(
        scale=scale, border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(svg)  # noqa: S704 -- segno writes numbers into a path, never the text

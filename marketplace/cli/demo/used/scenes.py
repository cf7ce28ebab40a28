"""Photos that nobody took: appliances in somebody's flat, drawn; the same seed always gives the same one."""

import io
from random import Random

from PIL import Image, ImageChops, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen

from marketplace.foundation.dice import dice_of

SIZE = (640, 480)
QUALITY = 82
SHADE = 206  # the darkest that a shadow is
WHITE, STEEL, DARK, GLASS = (238, 240, 241), (176, 182, 188), (44, 48, 54), (96, 116, 128)
PAINTS = ((232, 226, 212), (196, 208, 200), (208, 186, 160), (158, 176, 188), (224, 200, 186))
FRAMED = ((74, 60, 48), (240, 238, 232), (30, 32, 36))
FLOORS = ((176, 140, 104), (150, 116, 84), (200, 176, 146), (188, 188, 184))
BODIES = (WHITE, WHITE, STEEL, (214, 206, 190), (72, 78, 86))
Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]
# How wide and high an appliance stands in a picture of 640 × 480.
FRAMES = {
    "refrigerators": (170, 390),
    "freezers": (300, 230),
    "air-conditioners": (400, 130),
    "laundry": (240, 310),
    "water-heaters": (180, 300),
    "kitchen": (330, 220),
    "televisions": (430, 260),
    "small-appliances": (190, 240),
}
VIEWS = ("front", "side", "close")


def photo(seed: str, department: str, view: str) -> bytes:
    """Draw one photo as JPEG: front, side, close, or plate (the rating plate, with what `seed` says on it)."""
    dice = dice_of(f"photo {seed} {view}")
    pen = ImageDraw.Draw(picture := _room(dice))
    body = dice_of(seed).choice(BODIES)
    if view == "plate":
        picture.paste(_plate(seed, dice), (dice.randrange(20, 160), dice.randrange(20, 130)))
    elif view == "close":
        _close_up(pen, body, dice)
    else:
        _appliance(pen, department, body, view, dice)
    return _written(picture, dice)


def document(seed: str) -> bytes:
    """Draw the photo of an identity document, plainly a demo's."""
    dice = dice_of(f"document {seed}")
    card = Image.new("RGB", (480, 300), (226, 236, 240))
    pen = ImageDraw.Draw(card)
    pen.rectangle((340, 60, 450, 200), fill=(150, 160, 170))
    for i, line in enumerate(("DEMO DOCUMENT", "not a real person", seed)):
        pen.text((30, 60 + 50 * i), line, fill=DARK, font_size=26)
    picture = _room(dice)
    picture.paste(card, (80, 90))
    return _written(picture, dice)


def _written(picture: Image.Image, dice: Random) -> bytes:
    """Let light and shadow fall over it, else plates on plain walls would look as copies of each other."""
    shadow = Image.frombytes("L", (12, 9), bytes(dice.randrange(SHADE, 256) for _ in range(108)))
    soft = shadow.resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")
    out = io.BytesIO()
    ImageChops.multiply(picture, soft).save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _colour(dice: Random, low: int, high: int) -> Colour:
    """Mix a quiet colour: flats are painted in those."""
    level = dice.randrange(low, high)
    red, green, blue = (max(0, min(255, level + more + dice.randrange(-7, 8))) for more in (6, 2, -8))
    return red, green, blue


def _room(dice: Random) -> Image.Image:
    """Draw a wall that the light falls on from somewhere, a floor, and what stands about."""
    width, height = SIZE
    light = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270))).resize(SIZE)
    dim, lit = (Image.new("RGB", SIZE, _colour(dice, *span)) for span in ((130, 190), (205, 248)))
    pen = ImageDraw.Draw(picture := Image.composite(lit, dim, light))
    for _ in range(6):  # pictures in their frames
        x, y = dice.randrange(-60, width), dice.randrange(-40, height // 2)
        box = (x, y, x + dice.randrange(60, 190), y + dice.randrange(50, 170))
        pen.rectangle(box, fill=dice.choice(PAINTS), outline=dice.choice(FRAMED), width=7)
    floor = dice.randrange(380, 440)
    pen.rectangle((0, floor, width, height), fill=dice.choice(FLOORS))
    for x in range(dice.randrange(60), width, dice.randrange(50, 110)):
        pen.line((x, floor, x - 30, height), fill=(96, 78, 62), width=1)
    return picture


def _appliance(pen: Pen, department: str, body: Colour, view: str, dice: Random) -> None:
    wide, high = FRAMES.get(department, FRAMES["small-appliances"])
    if view == "side":
        wide = wide * 6 // 10
    scale = dice.uniform(0.82, 1.08)
    wide, high = int(wide * scale), min(450, int(high * scale))
    # A list shows the middle of it.
    left, bottom = dice.randrange(84, max(86, 556 - wide)), dice.randrange(440, 470)
    top = 40 if department == "air-conditioners" else bottom - high
    box = (left, top, left + wide, top + high)
    pen.rounded_rectangle(box, 10, fill=body, outline=(90, 94, 98), width=2)
    if view == "front":
        DRAWINGS.get(department, _small)(pen, box)
    else:
        for i in range(4):
            pen.line((left + 14, top + 30 + i * 12, left + wide - 14, top + 30 + i * 12), fill=STEEL, width=3)


def _close_up(pen: Pen, body: Colour, dice: Random) -> None:
    """Draw the panel, and the scratch the seller tells of."""
    x, y = dice.randrange(0, 200), dice.randrange(0, 140)
    pen.rounded_rectangle((x, y, x + 420, y + 320), 24, fill=body, outline=DARK, width=3)
    pen.rounded_rectangle((x + 30, y + 30, x + 390, y + 110), 12, fill=DARK)
    pen.text((x + 50, y + 44), f"{dice.randrange(10, 60)} °", fill=(90, 220, 160), font_size=44)
    for i in range(4):
        pen.ellipse((x + 190 + i * 46, y + 52, x + 224 + i * 46, y + 86), fill=STEEL)
    at = dice.randrange(60, 260)
    pen.line((x + at, y + 180, x + at + 90, y + dice.randrange(190, 280)), fill=(130, 124, 118), width=3)


def _plate(seed: str, dice: Random) -> Image.Image:
    plate = Image.new("RGB", (440, 290), dice.choice(((206, 208, 210), (232, 232, 228), (60, 62, 66))))
    ink = WHITE if plate.getpixel((0, 0)) == (60, 62, 66) else DARK
    pen = ImageDraw.Draw(plate)
    pen.rectangle((6, 6, 433, 283), outline=ink, width=3)
    for i, line in enumerate((*seed.split("|"), "220 V ~ 50 Hz", f"{dice.randrange(60, 2400)} W")):
        pen.text((26, 24 + i * 44), line, fill=ink, font_size=28)
    return plate


def _fridge(pen: Pen, box: Box) -> None:
    left, top, right, bottom = box
    split = top + (bottom - top) * 0.4
    pen.line((left, split, right, split), fill=DARK, width=4)
    for low, high in ((top + 30, split - 20), (split + 20, bottom - 60)):
        pen.rectangle((right - 22, low, right - 14, high), fill=STEEL)


def _chest(pen: Pen, box: Box) -> None:
    left, top, right, _ = box
    pen.rectangle((left, top, right, top + 34), fill=STEEL, outline=DARK)
    pen.rectangle((left + (right - left) * 0.4, top + 26, left + (right - left) * 0.6, top + 40), fill=DARK)


def _cooler(pen: Pen, box: Box) -> None:
    left, _, right, bottom = box
    for i in range(4):
        pen.line((left + 20, bottom - 14 - i * 12, right - 20, bottom - 14 - i * 12), fill=DARK, width=3)


def _washer(pen: Pen, box: Box) -> None:
    left, top, right, bottom = box
    pen.rectangle((left, top, right, top + 46), fill=STEEL)
    middle, centre, reach = (left + right) / 2, (top + 46 + bottom) / 2, (right - left) * 0.32
    for share, ink in ((1.0, DARK), (0.78, GLASS)):
        r = reach * share
        pen.ellipse((middle - r, centre - r, middle + r, centre + r), fill=ink)


def _tank(pen: Pen, box: Box) -> None:
    left, _, right, bottom = box
    pen.ellipse((left + 40, bottom - 90, right - 40, bottom - 30), fill=STEEL, outline=DARK, width=3)
    for x in (left + 40, right - 40):
        pen.line((x, bottom, x, bottom + 18), fill=STEEL, width=8)


def _oven(pen: Pen, box: Box) -> None:
    left, top, right, bottom = box
    pen.rectangle((left + 24, top + 60, right - 24, bottom - 24), fill=GLASS, outline=DARK, width=4)
    for i in range(5):
        pen.ellipse((left + 30 + i * 50, top + 16, left + 56 + i * 50, top + 42), fill=DARK)


def _screen(pen: Pen, box: Box) -> None:
    left, top, right, bottom = box
    pen.rectangle((left + 8, top + 8, right - 8, bottom - 14), fill=(18, 22, 30))
    pen.polygon(((left + 30, top + 20), (left + 160, top + 20), (left + 70, bottom - 30)), fill=(40, 48, 60))


def _small(pen: Pen, box: Box) -> None:
    left, top, right, bottom = box
    pen.ellipse(
        (left + 30, top + 30, right - 30, top + (right - left) - 30), fill=GLASS, outline=DARK, width=4
    )
    pen.rectangle((left + 60, bottom - 50, right - 60, bottom - 20), fill=DARK)


DRAWINGS = {
    "refrigerators": _fridge,
    "freezers": _chest,
    "air-conditioners": _cooler,
    "laundry": _washer,
    "water-heaters": _tank,
    "kitchen": _oven,
    "televisions": _screen,
}

"""A maker's Chinese shop pages: category, subcategory, title, subtitle, price_cny, review_count."""

import re
from collections.abc import Mapping
from typing import Any

from marketplace.domains.catalog.reading import chinese
from marketplace.domains.catalog.reading.rules import Rules
from marketplace.domains.catalog.reading.wording import title_of
from marketplace.domains.catalog.shelve import ShelfRow
from marketplace.domains.catalog.tree.brands import brand_named
from marketplace.foundation import money
from marketplace.foundation.refusals import Refused
from marketplace.foundation.text import N_

HEADER = frozenset({"category", "subcategory", "title", "subtitle", "price_cny", "review_count"})
CURRENCY = "CNY"
OWN_BRAND = "Haier"  # the file is one maker's shop: rows that name no brand are of its main one
# (category, subcategory) → our category; the subcategory alone where the category says nothing more
CATEGORIES = {
    "单门": "single-door-fridges", "两门": "two-door-fridges", "三门": "three-door-fridges",
    "多门": "multi-door-fridges",
    "对开": "side-by-side-fridges", "干湿分储": "fridge-freezers", "壁挂式空调": "wall-air-conditioners",
    "柜式空调": "floor-air-conditioners", "滚筒": "front-loaders", "双缸": "twin-tubs", "免清洗洗衣机": "top-loaders",
    "千洗机": "dryers", "洗烘一体": "washer-dryers", "智能电视": "smart-televisions", "LED电视": "led-televisions",
    "4k电视": "4k-televisions", "电热水器": "electric-water-heaters", "蒸汽热水器": "gas-water-heaters",
    "厨房套系": "hood-and-hob-sets", "吸油烟机": "cooker-hoods", "燃气灶": "gas-hobs", "电烤箱": "ovens",
    "洗碗机": "dishwashers",
    "冷柜": "chest-freezers", "冰吧": "drinks-fridges", "酒柜": "wine-cabinets", "展示柜": "display-cabinets",
    "智能扫地机": "robot-vacuums", "智能烤箱": "ovens", "净水器": "water-purifiers", "吸尘器": "vacuum-cleaners",
    "挂烫机": "garment-steamers", "电风扇": "fans", "破壁机": "blenders", "微波炉": "microwaves",
}  # fmt: skip
DOORS_OF = {"single-door-fridges": "one", "two-door-fridges": "two", "three-door-fridges": "three"}
DOORS_OF |= {"multi-door-fridges": "multi", "side-by-side-fridges": "side"}
FRIDGE_OF = {doors: slug for slug, doors in DOORS_OF.items()}
DEPARTMENT_WORDS = {
    "冰箱": "refrigerators", "冷柜": "freezers", "空调": "air-conditioners", "洗衣机": "laundry", "电视": "televisions",
    "热水器": "water-heaters", "厨房电器": "kitchen",
}  # fmt: skip
GASEOUS = frozenset({"gas-hobs", "hood-and-hob-sets", "gas-water-heaters"})
_BRAND = re.compile(r"^(?:([A-Za-z]+)/|海尔(MOOKA)/|(小超人))")
_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9+./*-]*(?:\([A-Za-z0-9]+\)[A-Za-z0-9]*)*")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[lLwWkKgGpP]|[kK][wWgG]|T|db|m|[mM]in|mm|mA?h?)?$")
SHORTEST_MODEL, LONGEST_SERIES = 4, 2
LONGEST_SUMMARY = 200
LITRES_A_MINUTE, INCHES = range(5, 31), range(19, 111)  # what is believable
# What titles say against the shop's own shelves.
BY_TITLE = {
    "drinks-fridges": {"酒柜": "wine-cabinets"},
    "front-loaders": {"波轮": "top-loaders", "干衣机": "dryers"},
}
FLAGS_OF = {
    "refrigerators": {"inverter", "smart"},
    "freezers": {"inverter"},
    "televisions": {"smart", "voice"},
    "air-conditioners": {"inverter", "smart"},
    "laundry": {"inverter", "smart", "drying"},
    "small-appliances": {"smart", "cordless"},
}
SAYS_ENOUGH = 8  # Chinese characters of a title worth keeping as it was written


def read_row(values: Mapping[str, str], rules: Rules) -> ShelfRow:
    """Read one row. Refuses: another currency, an unknown category, no model number, no price."""
    _check_currency(rules.currency)
    title, subtitle = " ".join(values["title"].split()), " ".join(values["subtitle"].split())
    text = f"{title} {subtitle}"
    category = _category(values["subcategory"].strip(), text)
    brand, model = _brand(title), _model(title) or _model(subtitle)
    if not model:
        raise Refused(N_("There is no model number in the title."), field="title")
    department = DEPARTMENT_WORDS.get(values["category"].strip(), "small-appliances")
    attributes = _attributes(category, department, model, text)
    model = _by_gas(model, category, attributes)
    made = title_of(category, brand, model, attributes)
    return ShelfRow(
        category=category,
        brand=brand,
        model=model[:80],
        title={**made, "zh": _said_enough(title) or made["zh"]},
        summary={"zh": subtitle.strip("，, ")[:LONGEST_SUMMARY]} if subtitle else {},
        attributes=attributes,
        energy_kwh_year=attributes.get("kwh"),
        known_elsewhere=_count(values["review_count"]),
        price=_price(values["price_cny"]),
        stock=rules.stock,
    )


def _category(subcategory: str, text: str) -> str:
    found = CATEGORIES.get(subcategory)
    if found is None:
        raise Refused(N_("We do not know the category “%(value)s”."), field="subcategory", value=subcategory)
    if found == "fridge-freezers":
        return FRIDGE_OF.get(chinese.doors_in(text) or "", found)
    if found == "front-loaders" and re.search("洗烘|洗干|洗衣干衣|烘干", text):
        return "washer-dryers"
    named = next((slug for word, slug in BY_TITLE.get(found, {}).items() if word in text), None)
    if named is not None:
        return named
    return "gas-hobs" if found == "cooker-hoods" and "燃气灶 " in text and "吸" not in text else found


def _brand(title: str) -> str:
    match = _BRAND.match(title)
    if match:
        return brand_named(match[1] or match[2] or match[3])
    return "Casarte" if "卡萨帝" in title else "Leader" if "统帅" in title else OWN_BRAND


def _model(text: str) -> str:
    """Return the first run of Latin letters and digits that can be a model number, with its series before it."""
    rest = re.sub(r"^[A-Za-z]+/", "", text)
    series = ""
    for match in _RUN.finditer(rest):
        run = match[0].strip("+./*-")
        mixed = any(c.isdigit() for c in run) and any(c.isalpha() for c in run)
        if mixed and len(run) <= LONGEST_SERIES and not series and run[0].isalpha():
            series = run
        elif mixed and len(run) >= SHORTEST_MODEL and not _MEASURE.fullmatch(run):
            return f"{series} {run}".strip()
    return ""


def _attributes(category: str, department: str, model: str, text: str) -> dict[str, Any]:
    said = chinese.numbers_in(department, text)
    if category == "gas-water-heaters" and "capacity" in said:
        litres = said.pop("capacity")
        said |= {"flow": litres} if litres in LITRES_A_MINUTE else {}
    said |= _from_model(category, model, said)
    flags = {c: v for c, v in chinese.flags_in(text).items() if c in FLAGS_OF.get(department, {"smart"})}
    return {**said, **_choices(category, department, model, text), **flags}


def _choices(category: str, department: str, model: str, text: str) -> dict[str, Any]:
    cold, cools_air = department in ("refrigerators", "freezers"), department == "air-conditioners"
    chosen = {
        "grade": chinese.grade_in(text),
        "kwh": chinese.kwh_in(text) if cold else None,
        "cooling": chinese.cooling_in(text) if cold else None,
        "gas": chinese.gas_in(text) if category in GASEOUS else None,
        "resolution": "uhd" if category == "4k-televisions" else None,
        "mode": "both" if cools_air and "KFR" in model else None,
    }
    if department == "refrigerators":
        chosen["doors"] = DOORS_OF.get(category) or chinese.doors_in(text)
    return {code: value for code, value in chosen.items() if value is not None}


def _by_gas(model: str, category: str, attributes: Mapping[str, Any]) -> str:
    """Return the model with its gas, where the file sells the same one for two and the number does not say which."""
    if category not in GASEOUS or "gas" not in attributes or "T)" in model:
        return model
    return f"{model} ({'NG' if attributes['gas'] == 'natural' else 'LPG'})"


def _from_model(category: str, model: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what Chinese model numbers state by standard: BCD-206 holds 206 litres, KFR-35 cools with 3,500 W."""
    if "capacity" not in said and (match := re.match(r"(?:BC|BCD|BC/BD|BD|FCD|SC|LC)-(\d{2,4})", model)):
        return {"capacity": int(match[1])}
    if match := re.match(r"S?KFR?-(\d{2,3})", model):
        return {"cooling_power": int(match[1]) * 100}
    if (
        category.endswith("televisions")
        and "screen" not in said
        and (match := re.match(r"(?:L[A-Z])?(\d{2})", model))
    ):
        return {"screen": int(match[1])} if int(match[1]) in INCHES else {}
    return {}


def _said_enough(title: str) -> str:
    """Return the Chinese title as it was written; nothing when it says hardly more than the model."""
    plain = re.sub(r"^(?:[A-Za-z]+/|海尔MOOKA/)", "", title).strip("/ ，,")
    said = re.findall(r"[\u4e00-\u9fff]", plain)
    return plain if len(said) >= SAYS_ENOUGH and re.match(r"[\u4e00-\u9fff]", plain) else ""


def _check_currency(settled_in: str) -> None:
    if settled_in != CURRENCY:
        sentence = N_("These prices are in CNY; this shop settles in %(value)s.")
        raise Refused(sentence, field="price_cny", value=settled_in)


def _price(text: str) -> int:
    try:
        price = money.parse(text, CURRENCY)
    except ValueError:
        price = 0
    if price <= 0:
        raise Refused(N_("“%(value)s” is not a price."), field="price_cny", value=text)
    return price


def _count(text: str) -> int:
    return min(int(text), 10_000_000) if text.strip().isdigit() else 0

"""Titles in both languages from what is known of a product: brand, model, kind and the facts that tell it apart."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from marketplace.domains.catalog.tree.brands import brand_words

LONGEST_SLUG = 100
# Kinds as they stand within a title, singular, by category.
KINDS: dict[str, tuple[str, str]] = {
    "single-door-fridges": ("single-door refrigerator", "单门冰箱"),
    "two-door-fridges": ("two-door refrigerator", "两门冰箱"),
    "three-door-fridges": ("three-door refrigerator", "三门冰箱"),
    "multi-door-fridges": ("multi-door refrigerator", "多门冰箱"),
    "side-by-side-fridges": ("side-by-side refrigerator", "对开门冰箱"),
    "fridge-freezers": ("fridge-freezer", "冷藏冷冻冰箱"),
    "chest-freezers": ("freezer", "冷柜"),
    "drinks-fridges": ("drinks fridge", "冰吧"),
    "wine-cabinets": ("wine cabinet", "酒柜"),
    "display-cabinets": ("display cabinet", "展示柜"),
    "wall-air-conditioners": ("wall air conditioner", "壁挂式空调"),
    "floor-air-conditioners": ("floor-standing air conditioner", "柜式空调"),
    "front-loaders": ("front-loading washing machine", "滚筒洗衣机"),
    "top-loaders": ("top-loading washing machine", "波轮洗衣机"),
    "twin-tubs": ("twin-tub washing machine", "双缸洗衣机"),
    "automatic-washers": ("washing machine", "全自动洗衣机"),
    "washer-dryers": ("washer-dryer", "洗烘一体机"),
    "dryers": ("tumble dryer", "干衣机"),
    "electric-water-heaters": ("electric water heater", "电热水器"),
    "gas-water-heaters": ("gas water heater", "燃气热水器"),
    "hood-and-hob-sets": ("hood and hob set", "烟灶套装"),
    "cooker-hoods": ("cooker hood", "吸油烟机"),
    "gas-hobs": ("gas hob", "燃气灶"),
    "ovens": ("oven", "烤箱"),
    "dishwashers": ("dishwasher", "洗碗机"),
    "microwaves": ("microwave oven", "微波炉"),
    "4k-televisions": ("4K television", "4K 电视"),
    "smart-televisions": ("smart television", "智能电视"),
    "led-televisions": ("LED television", "LED 电视"),
    "vacuum-cleaners": ("vacuum cleaner", "吸尘器"),
    "robot-vacuums": ("robot vacuum", "扫地机器人"),
    "garment-steamers": ("garment steamer", "挂烫机"),
    "fans": ("fan", "电风扇"),
    "blenders": ("blender", "破壁机"),
    "water-purifiers": ("water purifier", "净水器"),
}
FACTS: dict[str, tuple[str, str]] = {
    "capacity": ("{} L", "{}升"),
    "bottles": ("{} bottles", "{}瓶装"),
    "load": ("{} kg", "{}公斤"),
    "horsepower": ("{} hp", "{}匹"),
    "screen": ("{}-inch", "{}英寸"),
    "flow": ("{} L/min", "{}升/分钟"),
    "suction": ("{} m³/min", "{}立方大吸力"),
    "settings": ("{} place settings", "{}套"),
    "kwh": ("{} kWh a year", "年耗电{}度"),
}
CHOICES: dict[tuple[str, str], tuple[str, str]] = {
    ("cooling", "frost_free"): ("frost-free", "风冷无霜"),
    ("cooling", "direct"): ("direct cooling", "直冷"),
    ("grade", "1"): ("energy grade 1", "一级能效"),
    ("gas", "natural"): ("natural gas", "天然气"),
    ("gas", "lpg"): ("LPG", "液化气"),
}
FLAGS: dict[str, tuple[str, str]] = {"inverter": ("inverter", "变频"), "cordless": ("cordless", "无线")}
MOST_FACTS = 3


def title_of(category: str, brand: str, model: str, attributes: Mapping[str, Any]) -> dict[str, str]:
    """Return a title in both languages: `Haier BCD-206STPA three-door refrigerator, 206 L, frost-free`."""
    kind_en, kind_zh = KINDS.get(category, ("appliance", "电器"))
    facts = _facts(attributes)[:MOST_FACTS]
    names = brand_words(brand)
    en = ", ".join([f"{names['en']} {model} {kind_en}", *(en for en, _ in facts)])
    zh = " ".join([names["zh"], model, "".join(zh for _, zh in facts) + kind_zh])
    return {"en": en, "zh": zh}


def _facts(attributes: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for code, (en, zh) in FACTS.items():
        if code in attributes and not (code == "kwh" and found):
            number = str(attributes[code]).removesuffix(".0")
            found.append((en.format(number), zh.format(number)))
    found += [words for (code, value), words in CHOICES.items() if attributes.get(code) == value]
    return found + [words for code, words in FLAGS.items() if attributes.get(code)]


def slug_of(brand: str, model: str) -> str:
    """Return the address people see: `haier-bcd-206stpa`."""
    plain = re.sub(r"[^a-z0-9]+", "-", f"{brand} {model}".lower()).strip("-")
    return plain[:LONGEST_SLUG] or blake2b(f"{brand} {model}".encode(), digest_size=6).hexdigest()

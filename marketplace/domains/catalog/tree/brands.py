"""Brands that have a name in both scripts, and spellings seen in published lists."""

CHINESE = {
    "Haier": "海尔",
    "Leader": "统帅",
    "Casarte": "卡萨帝",
    "MOOKA": "模卡",
    "Little Superman": "小超人",
    "Midea": "美的",
    "Gree": "格力",
    "Hisense": "海信",
    "TCL": "TCL",
    "Xiaomi": "小米",
    "Samsung": "三星",
    "LG": "LG",
    "Siemens": "西门子",
    "Bosch": "博世",
    "Panasonic": "松下",
    "Whirlpool": "惠而浦",
    "Electrolux": "伊莱克斯",
    "Miele": "美诺",
    "Liebherr": "利勃海尔",
    "Sanyo": "三洋",
    "Fisher & Paykel": "斐雪派克",
    "Maytag": "美泰克",
    "KitchenAid": "凯膳怡",
    "Ariston": "阿里斯顿",
    "Gaggenau": "嘉格纳",
    "Ikea": "宜家",
    "GE": "通用电气",
    # Brands of the demo; they do not exist.
    "Lushan": "庐山",
    "Qingfeng": "清风",
    "Northbreeze": "北风",
    "Bluebamboo": "蓝竹",
    "Yuquan": "玉泉",
    "Xuelian": "雪莲",
    "Songhe": "松鹤",
    "Hanlu": "寒露",
    "Minghu": "明湖",
    "Baiyun": "白云",
    "Liangcha": "凉茶",
    "Winterhall": "冬厅",
    "Coldbrook": "寒溪",
}
# As published (letters run together, commas) → as the maker writes it.
SPELLINGS = {
    "generalelectric": "General Electric",
    "lgelectronics": "LG",
    "lg electronics": "LG",
    "sub-zero,inc.": "Sub-Zero",
    "danbymillennium": "Danby Millennium",
    "danbydesigner": "Danby Designer",
    "progallery": "Pro Gallery",
    "sunfrost": "Sun Frost",
    "gaggeneau": "Gaggenau",
    "模卡": "MOOKA",
    "小超人": "Little Superman",
}
_OF_CHINESE = {chinese: brand for brand, chinese in CHINESE.items()}


def brand_named(written: str) -> str:
    """Return the brand as its maker writes it in Latin letters."""
    name = " ".join(written.split())
    return SPELLINGS.get(name.lower()) or _OF_CHINESE.get(name) or name


def names_of(brand: str) -> tuple[str, ...]:
    """Return every name people may search a brand by."""
    chinese = CHINESE.get(brand)
    return (brand, chinese) if chinese and chinese != brand else (brand,)


def brand_words(brand: str) -> dict[str, str]:
    """Return a brand's name in each language."""
    return {"en": brand, "zh": CHINESE.get(brand, brand)}

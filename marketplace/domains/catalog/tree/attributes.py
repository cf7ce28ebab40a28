"""The attribute schema of each department: typed, with units, in both languages."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trait:
    """One attribute as the tree starts with it."""

    code: str
    kind: str  # number · choice · flag
    en: str
    zh: str
    unit: str = ""
    better: str = ""
    facet: bool = True
    choices: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # value: en, zh, also


def _number(code: str, en: str, zh: str, unit: str, better: str = "", *, facet: bool = True) -> Trait:
    return Trait(code, "number", en, zh, unit, better, facet)


def _flag(code: str, en: str, zh: str) -> Trait:
    return Trait(code, "flag", en, zh)


GRADE = Trait(
    "grade", "choice", "Energy grade", "能效等级", better="low",
    choices={
        str(n): (f"Grade {n}", f"{name}级", f"{name}级能效 {name}级能耗 {n}级 grade {n}")
        for n, name in enumerate("一二三四五", 1)
    },
)  # fmt: skip
KWH = _number("kwh", "Energy a year", "年耗电量", "kWh/year", "low")
NOISE = _number("noise", "Noise", "噪声", "dB", "low", facet=False)
INVERTER = _flag("inverter", "Inverter", "变频")
SMART = _flag("smart", "Wi-Fi control", "智能联网")
POWER = _number("power", "Power", "功率", "W", facet=False)
GAS = Trait(
    "gas", "choice", "Gas", "气源",
    choices={"natural": ("Natural gas", "天然气", "12T"), "lpg": ("LPG", "液化气", "20Y"),
             "town": ("Town gas", "人工煤气", "5R 6R 7R")},
)  # fmt: skip
COOLING = Trait(
    "cooling", "choice", "Cooling", "制冷方式",
    choices={
        "frost_free": ("Frost-free", "风冷", "风冷无霜 无霜 no frost"),
        "direct": ("Direct cooling", "直冷", ""),
        "mixed": ("Mixed cooling", "混冷", "风直冷"),
    },
)  # fmt: skip
DOORS = Trait(
    "doors", "choice", "Doors", "门款",
    choices={
        "one": ("Single-door", "单门", "1 door one door"),
        "two": ("Two-door", "两门", "双门 2 doors two doors"),
        "three": ("Three-door", "三门", "3 doors three doors"),
        "multi": ("Multi-door", "多门", "十字对开门 法式 四门 4 doors four doors french door"),
        "side": ("Side-by-side", "对开门", "side by side"),
    },
)  # fmt: skip
CAPACITY = _number("capacity", "Capacity", "容积", "L", "high")

TRAITS: dict[str, tuple[Trait, ...]] = {
    "refrigerators": (CAPACITY, DOORS, COOLING, GRADE, KWH, NOISE, INVERTER, SMART),
    "freezers": (CAPACITY, _number("bottles", "Bottles", "瓶数", "bottles", "high"), COOLING,
        GRADE, KWH, NOISE, INVERTER),
    "air-conditioners": (
        _number("horsepower", "Size", "匹数", "hp"), GRADE, INVERTER,
        _number("cooling_power", "Cooling power", "制冷量", "W", "high", facet=False),
        Trait(
            "mode", "choice", "Mode", "冷暖类型",
            choices={"both": ("Cooling and heating", "冷暖", "冷暖型"), "cool": ("Cooling only", "单冷", "单冷型")},
        ),
        KWH, NOISE, SMART,
    ),
    "laundry": (
        _number("load", "Load", "洗涤容量", "kg", "high"), GRADE, INVERTER, _flag("drying", "Drying", "烘干"),
        _number("spin", "Spin speed", "脱水转速", "rpm", "high", facet=False), KWH, NOISE, SMART,
    ),
    "water-heaters": (
        CAPACITY, _number("flow", "Flow", "出水量", "L/min", "high"), GRADE, POWER, GAS, KWH, NOISE, SMART,
    ),
    "kitchen": (
        _number("suction", "Suction", "风量", "m³/min", "high"),
        _number("flame", "Burner power", "火力", "kW", "high"), GAS,
        _number("settings", "Place settings", "餐具套数", "sets", "high"), CAPACITY, GRADE, POWER, NOISE, SMART,
    ),
    "televisions": (
        _number("screen", "Screen", "屏幕尺寸", "in", "high"),
        Trait(
            "resolution", "choice", "Resolution", "分辨率",
            choices={
                "hd": ("HD", "高清", ""), "fhd": ("Full HD", "全高清", "2K 1080p"),
                "uhd": ("4K", "4K超高清", "超高清 UHD"), "8k": ("8K", "8K", ""),
            },
        ),
        GRADE, KWH, _flag("voice", "Voice control", "语音控制"), SMART,
    ),
    "small-appliances": (POWER, CAPACITY, NOISE, _flag("cordless", "Cordless", "无线"), SMART),
}  # fmt: skip

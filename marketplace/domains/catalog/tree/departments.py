"""The departments and their categories: slug, names, drawing, and what people also call them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    """A category: where products stand."""

    slug: str
    en: str
    zh: str
    words_en: tuple[str, ...] = ()
    words_zh: tuple[str, ...] = ()
    drawing: str = ""  # empty: the department's


@dataclass(frozen=True)
class Department:
    """A department: a group of categories."""

    slug: str
    en: str
    zh: str
    drawing: str
    words_en: tuple[str, ...]
    words_zh: tuple[str, ...]
    leaves: tuple[Leaf, ...]


DEPARTMENTS = (
    Department(
        "refrigerators", "Refrigerators", "冰箱", "fridge",
        ("fridge", "refrigerator", "icebox"), ("冰箱", "电冰箱"),
        (
            Leaf("single-door-fridges", "Single-door fridges", "单门冰箱", ("mini fridge", "bar fridge"), ("小冰箱",), "fridge-one"),
            Leaf("two-door-fridges", "Two-door fridges", "两门冰箱", (), ("双门冰箱",)),
            Leaf("three-door-fridges", "Three-door fridges", "三门冰箱", (), (), "fridge-three"),
            Leaf("multi-door-fridges", "Multi-door fridges", "多门冰箱", ("french door", "four-door fridge"), ("四门冰箱",), "fridge-four"),
            Leaf("side-by-side-fridges", "Side-by-side fridges", "对开门冰箱", ("side by side", "american fridge"), ("对开门",), "fridge-side"),
            Leaf("fridge-freezers", "Fridge-freezers", "冷藏冷冻冰箱", ("fridge freezer", "combi"), ()),
        ),
    ),
    Department(
        "freezers", "Freezers & cellars", "冷柜酒柜", "freezer",
        (), (),
        (
            Leaf("chest-freezers", "Freezers", "冷柜", ("freezer", "chest freezer", "deep freezer"), ("冷柜", "冰柜")),
            Leaf("drinks-fridges", "Drinks fridges", "冰吧", ("beverage cooler", "ice bar"), ("冰吧", "饮料柜"), "display"),
            Leaf("wine-cabinets", "Wine cabinets", "酒柜", ("wine cooler", "wine fridge"), ("酒柜", "红酒柜"), "wine"),
            Leaf("display-cabinets", "Display cabinets", "展示柜", ("display fridge",), ("展示柜", "陈列柜"), "display"),
        ),
    ),
    Department(
        "air-conditioners", "Air conditioners", "空调", "aircon",
        ("air conditioner", "aircon", "air con", "ac", "air conditioning"), ("空调", "冷气"),
        (
            Leaf("wall-air-conditioners", "Wall air conditioners", "壁挂式空调", ("split air conditioner",), ("挂机", "壁挂式", "壁挂空调", "挂式空调")),
            Leaf("floor-air-conditioners", "Floor-standing air conditioners", "柜式空调", (), ("柜机", "柜式", "立式空调"), "aircon-floor"),
        ),
    ),
    Department(
        "laundry", "Washing & drying", "洗衣机", "washer",
        (), (),
        (
            Leaf("front-loaders", "Front-loading washing machines", "滚筒洗衣机", ("washing machine", "washer", "front loader"), ("洗衣机", "滚筒")),
            Leaf("top-loaders", "Top-loading washing machines", "波轮洗衣机", ("washing machine", "washer", "top loader"), ("洗衣机", "波轮"), "washer-top"),
            Leaf("twin-tubs", "Twin-tub washing machines", "双缸洗衣机", ("washing machine", "washer", "twin tub"), ("洗衣机", "双缸", "双桶"), "washer-top"),
            Leaf("automatic-washers", "Automatic washing machines", "全自动洗衣机", ("washing machine", "washer"), ("洗衣机",)),
            Leaf(
                "washer-dryers", "Washer-dryers", "洗烘一体机",
                ("washing machine", "washer", "dryer", "washer dryer"), ("洗衣机", "洗烘一体", "烘干机", "干衣机"),
            ),
            Leaf("dryers", "Tumble dryers", "干衣机", ("dryer", "tumble dryer", "clothes dryer"), ("干衣机", "烘干机"), "dryer"),
        ),
    ),
    Department(
        "water-heaters", "Water heaters", "热水器", "heater",
        ("water heater", "boiler", "geyser"), ("热水器",),
        (
            Leaf("electric-water-heaters", "Electric water heaters", "电热水器", (), ("小厨宝", "储水式热水器")),
            Leaf("gas-water-heaters", "Gas water heaters", "燃气热水器", (), ("煤气热水器", "蒸汽热水器")),
        ),
    ),
    Department(
        "kitchen", "Kitchen", "厨房电器", "cooker",
        ("kitchen appliance",), ("厨房电器", "厨电"),
        (
            Leaf("hood-and-hob-sets", "Hood and hob sets", "烟灶套系", ("hood", "hob", "hood and hob"), ("烟灶", "烟灶套装", "油烟机", "燃气灶"), "hood"),
            Leaf("cooker-hoods", "Cooker hoods", "吸油烟机", ("hood", "range hood", "extractor"), ("油烟机", "抽油烟机"), "hood"),
            Leaf("gas-hobs", "Gas hobs", "燃气灶", ("hob", "cooktop", "gas stove", "cooker"), ("煤气灶", "灶具", "灶"), "cooker"),
            Leaf("ovens", "Ovens", "烤箱", ("oven",), ("电烤箱", "蒸烤箱"), "cooker"),
            Leaf("dishwashers", "Dishwashers", "洗碗机", ("dish washer",), (), "dishwasher"),
            Leaf("microwaves", "Microwave ovens", "微波炉", ("microwave",), (), "microwave"),
        ),
    ),
    Department(
        "televisions", "Televisions", "电视", "tv",
        ("tv", "television", "telly"), ("电视", "电视机", "彩电"),
        (
            Leaf("4k-televisions", "4K televisions", "4K电视", ("uhd tv",), ("超高清电视",)),
            Leaf("smart-televisions", "Smart televisions", "智能电视", ("smart tv",), ()),
            Leaf("led-televisions", "LED televisions", "LED电视", ("led tv",), ("液晶电视",)),
        ),
    ),
    Department(
        "small-appliances", "Small appliances", "小家电", "fan",
        ("small appliance",), ("小家电",),
        (
            Leaf("vacuum-cleaners", "Vacuum cleaners", "吸尘器", ("vacuum", "hoover"), (), "vacuum"),
            Leaf("robot-vacuums", "Robot vacuums", "扫地机器人", ("robot vacuum cleaner",), ("扫地机", "智能扫地机"), "robot"),
            Leaf("garment-steamers", "Garment steamers", "挂烫机", ("steamer", "steam iron"), ("熨斗",), "steamer"),
            Leaf("fans", "Fans", "电风扇", ("electric fan", "fan"), ("风扇", "落地扇"), "fan"),
            Leaf("blenders", "Blenders", "破壁机", ("blender", "food processor"), ("料理机",), "blender"),
            Leaf("water-purifiers", "Water purifiers", "净水器", ("water filter", "purifier"), ("净水机",), "purifier"),
        ),
    ),
)  # fmt: skip

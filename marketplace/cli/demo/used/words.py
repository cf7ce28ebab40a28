"""What the demo's sellers and buyers say to each other, in the language of the one who sells."""

from collections.abc import Mapping, Sequence

SAYS: Mapping[str, Sequence[str]] = {
    "en": (
        "Bought for a flat that is let furnished now. Works as on the first day.",
        "We moved into a place that has one already. Cleaned last week.",
        "One small mark on the side, see the photo. Otherwise like new.",
        "From a smoke-free home. The invoice is there, happy to show it running.",
    ),
    "zh": (
        "搬家急出，功能全部正常，欢迎当面试机。",
        "用了两年多，一直很爱惜，说明书和发票都在。",
        "老人不习惯用，基本闲置，可以自提也可以平台配送。",
        "换了大一号的，旧的还很好用，价格可小刀。",
    ),
}
ODD_SAYS = {
    "contact": "看中加我微信 xumei8866 私聊，价格好商量。",
    "words": "急出，可以私下交易，先付定金留货。",
}
MARKS = {
    "good": {"en": "A scratch on the right side, as long as a finger.", "zh": "右侧有一道划痕，约一指长。"},
    "fair": {"en": "Dents at the back, and worn paint.", "zh": "背面有磕碰，漆面磨损。"},
}
ALSO = {"en": "I can bring it to the door.", "zh": "可以送到楼下。"}
ASKED = {
    "en": "Is it still there, and can I come at the weekend?",
    "zh": "还在吗？周末可以上门看看吗？",
}
ANSWERED = {"en": "Yes, any time on Saturday afternoon.", "zh": "在的，周六下午都可以。"}
QUESTIONS: Mapping[str, Sequence[tuple[str, str]]] = {
    "en": (
        ("How loud is it at night?", "You do not hear it with the door closed."),
        ("Does the manual come with it?", "Yes, and all the parts it was sold with."),
        ("Why do you sell it?", ""),
    ),
    "zh": (
        ("晚上声音大吗？", "关上门基本听不到。"),
        ("说明书和配件都在吗？", "都在，一起给。"),
        ("有电梯吗，两个人能搬吗？", ""),
    ),
}
WRONG = {
    "en": "There is a crack that the photos do not show.",
    "zh": "有一道裂痕，照片里看不出来。",
}
WHOLE = {"en": "It was whole when you took it.", "zh": "交货时是好的。"}
PARTLY = {"en": "The crack is old. Both bear a part of it.", "zh": "裂痕不是新的，双方各担一部分。"}
TAKE_BACK = {
    "en": "The photos do not show it. It goes back, then the money does.",
    "zh": "照片里没有显示，退货后退款。",
}
CLEARED = {"en": "Found it: it is only a strip of foil. All is well.", "zh": "看错了，只是保护膜，没有问题。"}
OPINIONS: Mapping[str, tuple[str, str]] = {
    "en": ("Friendly, and just as described.", "Came on time and brought a helper."),
    "zh": ("人很好，东西和描述一样。", "准时来取，还带了帮手。"),
}
APPEALS = {
    "en": "The photos show the very one I sell. I took them again in daylight.",
    "zh": "照片是我自己拍的，请再看一次。",
}
TAKEN_DOWN = "照片与所售商品不符。"
COMPLAINTS = (
    ("not_as_shown", "The photos show another model."),
    ("contact", "他让我加微信付款。"),
    ("other", "Asked twice, no answer."),
)

"""Words that have no place in a listing, found however they are spelled."""

import re
from collections.abc import Iterator

from marketplace.foundation.spelling import folded

# code → (sentence fragments in Chinese, words in English): what each is about is said by the flag.
FORBIDDEN = {
    "counterfeit": (
        ("高仿", "仿冒", "山寨", "a货", "假货", "贴牌翻新"),
        ("counterfeit", "replica", "knockoff", "knock-off", "fake brand"),
    ),
    "stolen": (("赃物", "来路不明", "偷来", "盗来"), ("stolen", "fell off a truck")),
    "smuggled": (("水货", "走私", "免税偷带"), ("smuggled", "grey import", "gray import")),
    "elsewhere": (
        ("私下交易", "线下付款", "微信转账", "支付宝转账", "银行转账", "直接转账", "不走平台", "先付定金"),
        ("bank transfer", "wire transfer", "western union", "cash app", "pay outside", "deposit first"),
    ),
    "unsafe": (
        ("改装燃气", "私改气源", "拆除熄火保护", "短接保护", "无3c", "漏电可用"),
        ("bypassed safety", "removed cut-off", "no ccc", "gas converted"),
    ),
    "refrigerant": (("r12制冷剂", "r22加氟", "私充制冷剂"), ("refilled r12", "refilled r22")),
    "weapons": (("枪支", "弹药", "气枪", "管制刀具"), ("firearm", "ammunition", "handgun")),
    "drugs": (("毒品", "冰毒", "大麻"), ("cocaine", "marijuana", "methamphetamine")),
}
_LEET = str.maketrans("013457@$!", "oieastasi")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SEPARATED = 6  # letters: shorter English words are looked for only where they stand whole


def forbidden_in(words: str) -> list[tuple[str, str]]:
    """Return (code, the word found) for each kind of word that has no place here, each kind once."""
    text, _ = folded(words)
    return list(_found(text))


def _found(text: str) -> Iterator[tuple[str, str]]:
    squeezed = _NOT_LETTERS.sub("", text)
    unmasked = _NOT_LETTERS.sub("", text.translate(_LEET))
    for code, (chinese, english) in FORBIDDEN.items():
        hit = next((word for word in chinese if _NOT_LETTERS.sub("", folded(word)[0]) in squeezed), None)
        hit = hit or next((word for word in english if _stands(word, text, unmasked)), None)
        if hit:
            yield code, hit


def _stands(word: str, text: str, unmasked: str) -> bool:
    bare = _NOT_LETTERS.sub("", word)
    if len(bare) >= _SEPARATED and bare in unmasked:
        return True
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None

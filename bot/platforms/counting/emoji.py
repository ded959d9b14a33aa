"""Knows which runs of code points X shows, and weighs, as one emoji.

X weighs an emoji as 2 "regardless of combining modifiers" if twemoji supports it
(https://docs.x.com/fundamentals/counting-characters, November 2026). The last twemoji its makers published (parser
14.0.0, Unicode Emoji 14.0, 2022) is the rule here, its few gaps included; what was joined later is weighed piece by
piece, which is never less than X does. Emoji of a single code point need no rule: they weigh 2 as it is.
"""

import re
from functools import cache

# In these rows ~ is the joiner (U+200D), V the emoji look (U+FE0F), T a skin tone, A a skin tone and B another one.
_JOINED = """
[👨👩🧑]T?~(?:[⚕⚖✈]V|[🌾🍳🍼🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦯🦰-🦳🦼🦽])
🧑T?~🎄
[🏃🏄🏊👮👰👱👳👷💁💂💆💇🙅-🙇🙋🙍🙎🚣🚴-🚶🤦🤵🤷-🤹🤽🤾🦸🦹🧍-🧏🧔🧖-🧝]T?~[♀♂]V
[⛹🏋🏌🕵](?:T|V)~[♀♂]V
[👯🤼🧞🧟]~[♀♂]V
[👨👩]T~❤V~(?:💋~)?👨T
👩T~❤V~(?:💋~)?👩T
🧑A~❤V~(?:💋~)?🧑B
[👨👩]A~🤝~👨B
👩A~🤝~👩B
🧑T~🤝~🧑T
🧑~🤝~🧑
🫱A~🫲B
[👨👩]~❤V~(?:💋~)?👨
👩~❤V~(?:💋~)?👩
[👨👩]~(?:👩~)?(?:👦(?:~👦)?|👧(?:~[👦👧])?)
👨~👨~(?:👦(?:~👦)?|👧(?:~[👦👧])?)
❤V~[🔥🩹]
🏳V~(?:⚧V|🌈)
🏴~☠V
🐈~⬛
🐕~🦺
🐻~❄V
👁~🗨
😮~💨
😵~💫
😶~🌫V
"""
_FLAGS = """
A[CDEFGILMOQRSTUWXZ] B[ABDEFGHIJLMNOQRSTVWYZ] C[ACDFGHIKLMNOPRUVWXYZ] D[EGJKMOZ] E[ACEGHRSTU] F[IJKMOR]
G[ABDEFGHILMNPQRSTUWY] H[KMNRTU] I[CDELMNOQRST] J[EMOP] K[EGHIMNPRWYZ] L[ABCIKRSTUVY] M[ACDEFGHKLMNOPQRSTUVWXYZ]
N[ACEFGILOPRUZ] O[M] P[AEFGHKLMNRSTWY] Q[A] R[EOSUW] S[ABCDEGHIJKLMNORSTVXYZ] T[ACDFGHJKLMNORTVWZ] U[AGMNSYZ]
V[ACEGINU] W[FS] X[K] Y[ET] Z[AMW]
"""
_REGIONS = ("gbeng", "gbsct", "gbwls")
_TONED = """
261D 26F7 26F9 270A-270D 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F442-1F443 1F446-1F450 1F466-1F469 1F46B-1F46E
1F470-1F478 1F47C 1F481-1F483 1F485-1F487 1F48F 1F491 1F4AA 1F574-1F575 1F57A 1F590 1F595-1F596 1F645-1F647 1F64B-1F64F
1F6A3 1F6B4-1F6B6 1F6C0 1F6CC 1F90C 1F90F 1F918-1F91F 1F926 1F930-1F939 1F93D-1F93E 1F977 1F9B5-1F9B6 1F9B8-1F9B9 1F9BB
1F9CD-1F9CF 1F9D1-1F9DD 1FAC3-1FAC5 1FAF0-1FAF6
"""
_LOOKED_TONED = "261D 26F7 26F9 270C-270D 1F3CB-1F3CC 1F574-1F575 1F590"
_LOOKED = """
A9 AE 203C 2049 2122 2139 2194-2199 21A9-21AA 231A-231B 2328 23CF 23ED-23EF 23F1-23F2 23F8-23FA 24C2 25AA-25AB 25B6 25C0
25FB-25FE 2600-2604 260E 2611 2614-2615 2618 261D 2620 2622-2623 2626 262A 262E-262F 2638-263A 2640 2642 2648-2653
265F-2660 2663 2665-2666 2668 267B 267F 2692-2697 2699 269B-269C 26A0-26A1 26A7 26AA-26AB 26B0-26B1 26BD-26BE 26C4-26C5
26C8 26CF 26D1 26D3-26D4 26E9-26EA 26F0-26F5 26F7-26FA 26FD 2702 2708-2709 270C-270D 270F 2712 2714 2716 271D 2721
2733-2734 2744 2747 2757 2763-2764 27A1 2934-2935 2B05-2B07 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 1F004 1F170-1F171
1F17E-1F17F 1F202 1F21A 1F22F 1F237 1F321 1F324-1F32C 1F336 1F37D 1F396-1F397 1F399-1F39B 1F39E-1F39F 1F3CB-1F3CE
1F3D4-1F3DF 1F3F3 1F3F5 1F3F7 1F43F 1F441 1F4FD 1F549-1F54A 1F56F-1F570 1F573-1F579 1F587 1F58A-1F58D 1F590 1F5A5 1F5A8
1F5B1-1F5B2 1F5BC 1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA 1F6CB 1F6CD-1F6CF 1F6E0-1F6E5
1F6E9 1F6F0 1F6F3
"""
_TONE = "[\U0001f3fb-\U0001f3ff]"
_LOOK = "\ufe0f"
_JOINER = "\u200d"


@cache
def sequences() -> re.Pattern[str]:
    """Return the pattern of emoji made of several code points."""
    joined = [_joined(row, number) for number, row in enumerate(_JOINED.split())]
    keycap = f"[#*0-9]{_LOOK}?\u20e3"
    regions = ["\U0001f3f4" + "".join(chr(0xE0000 + ord(mark)) for mark in name) + "\U000e007f" for name in _REGIONS]
    flags = [re.sub("[A-Z]", _regional, pair) for pair in _FLAGS.split()]
    toned = [f"{_class(_LOOKED_TONED)}{_LOOK}{_TONE}", f"{_class(_TONED)}{_TONE}"]
    return re.compile("|".join([*joined, keycap, *regions, *flags, *toned, f"{_class(_LOOKED)}{_LOOK}"]))


def _joined(row: str, number: int) -> str:
    row = row.replace("A", f"(?P<tone{number}>{_TONE})").replace("B", f"(?!(?P=tone{number})){_TONE}")
    return row.replace("~", _JOINER).replace("V", _LOOK).replace("T", _TONE)


def _regional(letter: re.Match[str]) -> str:
    return chr(0x1F1E6 + ord(letter[0]) - ord("A"))


def _class(ranges: str) -> str:
    """Return a character class of ranges written in hexadecimal."""
    marks = re.sub("[0-9A-F]+", lambda point: chr(int(point[0], 16)), ranges)
    return f"[{''.join(marks.split())}]"

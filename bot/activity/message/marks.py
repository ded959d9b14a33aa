"""Marks of what may not be told: links, files, code, days, results; each with its reason, in the order they count."""

import re

from bot.activity.message import wording
from bot.activity.message.reasons import BOAST, CODE, DAY, FILE, LINK, NUMBER, PLAN, TROUBLE

LINKED = re.compile(r"(?-i:http)|https?:|www\.|\w@\w|(?<!\w)[@$]\w|#\w|\w\.(?:com|org|net|io|dev|ai)\b", re.IGNORECASE)
# Names of tools that look like files.
DOTTED = re.compile(
    r"(?<![\w-])[CF]#(?=$|[\s,:])|\b(?:node|next|vue|react|d3|three|express|nuxt|chart|p5|ember|backbone|alpine"
    r"|tensorflow|brain)\.js\b"
    r"|\basp\.net\b"
    r"|\bsocket\.io\b|\bfast\.ai\b|\bdeeplearning\.ai\b|\bml\.net\b|\bet al\.|\bvs\.",
    re.IGNORECASE,
)
FILED = re.compile(
    r"\w\.[a-z]\w{0,8}\b|(?<![\w.])\.[a-z]\w+|(?:^|\s)[~.]?/\w|\w/\w+/\w|/$|\w\\\w|\b(?:src|lib|libs|docs|app"
    r"|bin|etc|usr|home"
    r"|tests?|feature|main|master|origin|utils|pkg|cmd|internal|assets|public|scripts|notebooks|data)/\w"
    r"|\w/(?:src|main|master|dev)\b"
    r"|\b[a-z]+\d*-[a-z0-9]+-[a-z0-9]+-[a-z0-9-]+\b",
    re.IGNORECASE,
)
CODED = re.compile(
    r"[#@`{}<>\\^_=$~\[\]]|\w\(\)|::|&&|\|\||--\w|(?<!A)\*|\*(?=\w)|;$|\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b"
    r"|\w\(\w+\)"
)
DAYS = re.compile(
    r"\b(?:days?|hours?|weeks?|months?)\W{0,3}(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b"
    r"|nine\b|ten\b|eleven\b|twelve\b)"
    r"|\d\s?-?(?:st|nd|rd|th)?\s?-?(?:days?|weeks?|hours?|hrs?|h|mins?|minutes?|months?|years?)\b|\br\d+d\d+\b"
    r"|\bd\d{1,3}\b|\bstreak\b"
    r"|\d{1,2}:\d\d|\d{4}-\d\d|\b\d{1,2}/\d{1,2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b\d+ (?:commits|lines|loc)\b"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\b(?:daily|today"
    r"|yesterday|tonight|this (?:morning|evening|afternoon|week|month))\b|days?of\w+",
    re.IGNORECASE,
)
NUMBERS = re.compile(
    r"%|\bpercent\b|\bwithin \d|\d+ \w+ instead of \d+|\b(?:times|much|way|lot) (?:faster|slower|better)\b"
    r"|faster than"
    r"|\b\d*1st place|\b\d*2nd place|\b\d*3rd place|\b\d+th place|\b(?:in|won|got|took) (?:first|second|third"
    r"|last) place\b"
    r"|\bwinners?\b|\d\s?x\b|\bx\d|\b(?:accurac\w+|precision|recall|f1|auc|rmse|mae|mse|r2|loss|score|error"
    r"|perplexity|kaggle|lb|top|rank)"
    r"\W{0,3}(?:score |rate )?(?:\w+ ){0,2}\d|\d+ (?:accuracy|precision|points?|stars|out of|percent)|\d/\d"
    r"|\b\d{4,}(?<!19\d\d)(?<!20\d\d)\b"
    r"|\b(?:reach|achiev|attain|hit|beat|outperform|surpass|scor)(?:e[sd]?|ing|s|ed|es|ten)?\b(?= (?!function))",
    re.IGNORECASE,
)
OUT_OF = re.compile(r"\b\d{1,3} ?/ ?\d{1,3}\b")
OUT_OF_ALL = re.compile(r"[A-Za-z][\w ]{1,30}:? \d{1,3} ?/ ?\d{1,3}")
COURSE_WEEK = re.compile(
    r"\b((?:cs ?\d{2,3}\w*|coursera|edx|udacity|course|lecture|assignment|mooc|class|quiz|homework"
    r"|lab)s?) weeks? \d{1,2}\b"
    r"|\bweeks? \d{1,2} (lectures?|assignments?|quiz(?:zes)?|homework|lab|problem sets?|exercises)\b",
    re.IGNORECASE,
)
SETTING = re.compile(r"^(?:clip|cap|limit|threshold)\w* .* at \d+[.]\d+$", re.IGNORECASE)
DECIMAL = re.compile(r"\d[.,]\d")
MASHED = re.compile(
    r"\b(?P<twice>\w{3,}) (?P=twice)\b|\b[a-z]\d+[a-z]\d+\b|asdf|qwer|zxcv|hjkl|sdfg|dfgh|fghj|wasd|\bjkl"
    r"|(?P<one>\w)(?P=one){2}|\b[bcdfghjklmnpqrstvwxz]{5,}\b|\b\w*[bcdfghjklmnpqrstvwxz]{7,}\w*\b"
)
WORD = re.compile(r"[^\W\d_](?:[\w'+#.-]*[\w+#])?")
LONG_CAPITALS = re.compile(r"[A-Z]{5}")
SHOUTED = re.compile(r"\b[A-Z-]{5,} [A-Z-]{5,}\b")
AT_FIRST = (
    (LINKED, LINK),
    (FILED, FILE),
    (CODED, CODE),
    (DAYS, DAY),
    (NUMBERS, NUMBER),
    (wording.PLAN, PLAN),
    (wording.TROUBLE, TROUBLE),
    (wording.BOAST, BOAST),
)

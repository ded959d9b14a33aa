"""What is private without being a secret: people's addresses, somebody's own paths, machines nobody outside can reach.

The guard blocks these in a post; evidence loses them before it is kept, because what is not stored cannot leak.
"""

import re
from functools import cache

from bot.redact.secret import MASK

# The first two numbers of an address nobody outside can reach (RFC 1918, 3927, 6598).
_PRIVATE = r"10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01])|169\.254|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])"
_ATEXT = r"[\w.!#$%&'*+/=?^`{|}\x7e-]"

E_MAIL = (
    rf"(?<!{_ATEXT})(?!git@(?:github|gitlab|bitbucket|codeberg)\.)(?>{_ATEXT}+)@(?:[\w-]+\.)+[^\W\d_]{{2,}}",
    r"(?<![\w.+-])(?>[\w.+-]+)\s?[\[(]at[\])]\s?[\w-]+(?:\s?[\[(]dot[\])]\s?|\.)\w{2,}",
)
OWN_PATH = (
    r"(?:(?<![\w./-])|(?<=file://))/(?:home|Users|root)/[\w.@+-]+(?:/[\w.@+-]*)*",
    r"(?<!\w)[A-Za-z]:\\[^\s\"'<>|]+",
    r"(?<![\\\w])\\\\[\w.-]+\\[\w$.-]+",
)
OWN_ADDRESS = (
    rf"(?<![\w.])(?:{_PRIVATE})\.\d{{1,3}}\.\d{{1,3}}(?!\w|\.\d)",
    r"(?<![\w:])(?:fe80|f[cd][0-9a-f]{2}):[0-9a-f:]{2,}",
)
OWN_HOST = (
    r"(?<![\w.-])(?>[\w-]+)(?:\.[\w-]+)*?\.(?:internal|corp|intranet|intra|lan|localdomain|home\.arpa)(?![\w-])",
    r"https?://(?!localhost(?!\w))[\w-]+(?=[:/?#]|\s|$)",
    r"ssh\s[\w.-]+@[\w.-]+",
)


def without_private(text: str) -> str:
    """Return `text` with every private address, path and host replaced by three dots."""
    return _any().sub(MASK, text)


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join((*E_MAIL, *OWN_PATH, *OWN_ADDRESS, *OWN_HOST)), re.IGNORECASE)

"""Patterns are compiled when a text first needs them: most runs need few."""

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when it is first needed: most runs need few of them."""
    return re.compile(pattern)

"""Which addresses may leave the map as links: http, https and mailto, nothing else."""

import re
from urllib.parse import quote

_ALLOWED = re.compile(r"(?:https?://[^\s/?#]|mailto:[^\s@]+@)[^\s]*", re.IGNORECASE)
#: Browsers and PDF readers cut longer ones.
_LONGEST = 2_000


def safe_url(url: str) -> str:
    """`url` in plain ASCII if it may be followed, otherwise ""."""
    url = url.strip()
    if not _ALLOWED.fullmatch(url) or any(ord(c) < 32 or c == "\x7f" for c in url):
        return ""
    # "%" stays: what is escaped already must not be escaped twice.
    escaped = quote(url, safe="%:/?#[]@!$&'()*+,;=~-._", errors="replace")
    return escaped if len(escaped) <= _LONGEST else ""

"""Which addresses leave a map as links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.links import safe_url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/path?a=1&b=2#c",
        "HTTP://EXAMPLE.ORG",
        "mailto:lena@example.org",
        "https://example.org/%20already",
    ],
)
def test_http_https_and_mailto_addresses_are_kept(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,hello",
        "ftp://example.org",
        "//example.org",
        "\\\\server\\share",
        "example.org",
        "https:example.org",
        "https:///path",
        "https://",
        "mailto:",
        "https://example.org/a b",
        "https://example.org/\x00",
        "https://example.org/\njavascript:alert(1)",
        "",
    ],
)
def test_everything_else_is_dropped(url: str) -> None:
    assert safe_url(url) == ""


def test_letters_beyond_ascii_are_escaped() -> None:
    assert safe_url("https://example.org/ü") == "https://example.org/%C3%BC"


def test_quotes_and_brackets_cannot_leave_the_address() -> None:
    assert safe_url('https://example.org/"><script>') == "https://example.org/%22%3E%3Cscript%3E"


def test_an_address_too_long_for_readers_is_dropped() -> None:
    assert safe_url("https://example.org/" + "a" * 3000) == ""


@given(st.text(max_size=40))
def test_what_is_kept_is_plain_ascii_under_an_allowed_scheme(url: str) -> None:
    kept = safe_url(url)
    assert kept == "" or kept.lower().startswith(("http://", "https://", "mailto:"))
    assert all("!" <= c <= "~" for c in kept)

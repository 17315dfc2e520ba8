"""What floats up beside the pointer: always the plain text that a user wrote.

Qt takes a tip that looks like HTML for HTML, and would load what it names.
"""

from html import escape


def plain_tip(text: str) -> str:
    """`text` as a tip that shows every sign of it; "" for none."""
    return f"<p style='white-space:pre-line'>{escape(text)}</p>" if text else ""

"""Text as XML can hold it."""


def plain(text: str) -> str:
    """`text` without control characters, halves of pairs and non-characters (XML 1.0, 2.2)."""
    if text.isprintable():
        return text
    return "".join(
        c
        for c in text
        if (c >= " " or c in "\t\n") and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
    )

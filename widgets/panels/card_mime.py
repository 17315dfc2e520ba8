"""Cards on their way from one place to another: between the parking lot and the canvas."""

import json
import os
from collections.abc import Iterable

from PySide6.QtCore import QMimeData

from model.records import Card
from widgets.document import Document

MIME = "application/x-touchline-cards"


def packed(document: Document, ids: Iterable[str]) -> QMimeData:
    """What is dragged: the ids of cards, and whose they are; as text, their titles."""
    ids = tuple(ids)
    data = QMimeData()
    payload = {"ids": ids, "document": _name(document)}
    data.setData(MIME, json.dumps(payload).encode())
    cards = (document.map.get(i, Card) for i in ids)
    data.setText("\n".join(card.title for card in cards if card))
    return data


def cards_in(data: QMimeData, document: Document) -> tuple[str, ...]:
    """The cards of this document that are dragged; none if they are another's."""
    if not data.hasFormat(MIME):
        return ()
    try:
        payload = json.loads(bytes(data.data(MIME).data()))
    except ValueError:
        return ()
    if not isinstance(payload, dict) or payload.get("document") != _name(document):
        return ()
    ids = payload.get("ids")
    if not isinstance(ids, list):
        return ()
    return tuple(i for i in ids if isinstance(i, str) and document.map.get(i, Card))


def _name(document: Document) -> str:
    """Tells one open document from another, in another process too."""
    return f"{os.getpid()}:{id(document)}"

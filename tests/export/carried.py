"""What a PDF carries besides its pages."""

from io import BytesIO

import pikepdf


def attached_map(data: bytes) -> bytes | None:
    """The map that a poster carries, or None."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for name, spec in pdf.attachments.items():
            if name.endswith(".journey.json"):
                return bytes(spec.get_file().read_bytes())
    return None

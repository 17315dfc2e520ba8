"""The one pass over a finished PDF: language, metadata, the map inside, a stable identity."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from export.plain import plain
from model.layout.scene import Scene

PRODUCER = "Touchline"


def finish(
    data: bytes,
    scene: Scene,
    attachment: bytes | None = None,
    name: str = "map.journey.json",
    more: Sequence[bytes] = (),
) -> bytes:
    """`data` with title, author and language of the scene, and with `attachment` as `name`.

    `more` are PDFs whose pages follow.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        for other in more:
            with pikepdf.open(BytesIO(other)) as following:
                pdf.pages.extend(following.pages)
        title, author = plain(scene.title), plain(scene.author)
        # No dates: a true one would make every export differ, a made-up one would lie.
        info = {"/Title": title, "/Author": author, "/Creator": PRODUCER, "/Producer": PRODUCER}
        pdf.trailer.Info = pdf.make_indirect(
            pikepdf.Dictionary({key: value for key, value in info.items() if value})
        )
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            if title:
                meta["dc:title"] = title
            if author:
                meta["dc:creator"] = [author]
            if scene.language:
                meta["dc:language"] = {plain(scene.language)}
            meta["xmp:CreatorTool"] = PRODUCER
            meta["pdf:Producer"] = PRODUCER
        if scene.language:
            pdf.Root.Lang = plain(scene.language)
        if title:
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        if attachment is not None:
            _attach(pdf, attachment, plain(name))
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=True,
        )
    return out.getvalue()


def _attach(pdf: pikepdf.Pdf, data: bytes, name: str) -> None:
    spec = pikepdf.AttachedFileSpec(
        pdf,
        data,
        filename=name,
        description="The journey map that this poster shows",
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )
    spec.relationship = pikepdf.Name.Source
    pdf.attachments[name] = spec
    pdf.Root.AF = pikepdf.Array([spec.obj])

"""The Scene as a PDF page: vector shapes, text that can be searched, one file, no traces.

ReportLab's document layer writes the objects; its Canvas is left out, because it refers to
an unembedded Helvetica and loses the resources of forms. One pikepdf pass follows (see
`export.pdf_finish`). The same scene gives the same bytes.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFPage,
    PDFResourceDictionary,
    PDFString,
)

from export.colours import Colours
from export.pdf_content import Content, Link, Numbers, page_content, path_operators
from export.pdf_finish import finish
from export.pdf_fonts import compressed
from export.pdf_images import image_streams
from export.pictures import BadPicture
from model.files.atomic import replace_bytes
from model.layout.pages import Page
from model.layout.scene import PathStep, Scene
from resources import icons


def write_pdf(
    scene: Scene,
    palette: Mapping[str, str],
    file: Path,
    page: Page,
    attachment: bytes | None = None,
) -> None:
    """Write the scene on its sheet as a PDF file, whole or not at all.

    `attachment` is the map's own file: a poster that carries it opens again as a map.
    Raises SaveError, UnknownRole for a role that the palette lacks, and ValueError for a
    font or glyph that cannot be embedded; the old file then stands.
    """
    name = f"{file.stem}.journey.json"
    replace_bytes(file, pdf_bytes(scene, palette, page, attachment, name))


def pdf_bytes(
    scene: Scene,
    palette: Mapping[str, str],
    page: Page,
    attachment: bytes | None = None,
    attachment_name: str = "map.journey.json",
    more: Iterable[tuple[Scene, Page]] = (),
) -> bytes:
    """The finished PDF, with `more` sheets after the first one.

    Raises like `write_pdf`, but for SaveError.
    """
    others = [raw_pdf(scene, palette, page) for scene, page in more]
    return finish(raw_pdf(scene, palette, page), scene, attachment, attachment_name, others)


def raw_pdf(scene: Scene, palette: Mapping[str, str], page: Page) -> bytes:
    """The PDF as ReportLab writes it, before the pass that adds metadata and attachment."""
    document = PDFDocument(compression=1, invariant=1, pdfVersion=(1, 5))
    pictures = _Pictures(document, scene.assets, Colours(palette).grey)
    content, links = page_content(scene, page, palette, pictures.name)
    sheet = PDFPage()
    sheet.Contents = compressed("\n".join(content.out).encode("ascii"))
    sheet.Resources = _resources(document, content, pictures)
    # Cut where the sheet ends: no bleed, so that all boxes are one.
    box = PDFArrayCompact([0, 0, _pt(page.width), _pt(page.height)])
    sheet.MediaBox = sheet.TrimBox = box
    if links:
        sheet.Annots = PDFArrayCompact([document.Reference(_annotation(link)) for link in links])
    document.addPage(sheet)
    data = document.GetPDFData(None)
    return data if isinstance(data, bytes) else data.encode("latin-1")


class _Pictures:
    """The pictures that the page asked for, by asset, each put into the document once."""

    def __init__(self, document: PDFDocument, assets: Mapping[str, bytes], grey: bool) -> None:
        self._document = document
        self._assets = assets
        self._grey = grey
        self._names: dict[str, str] = {}
        self.objects: dict[str, PDFObjectReference] = {}

    def name(self, asset_id: str) -> str:
        """The resource name of an asset's picture; "" if it is missing or damaged."""
        found = self._names.get(asset_id)
        if found is None:
            found = self._names[asset_id] = self._add(self._assets.get(asset_id, b""))
        return found

    def _add(self, data: bytes) -> str:
        try:
            picture, mask = image_streams(data, self._grey)
        except BadPicture:
            return ""
        if mask is not None:
            picture.dictionary["SMask"] = self._document.Reference(mask)
        name = f"P{len(self.objects)}"
        self.objects[name] = self._document.Reference(picture)
        return name


def _resources(
    document: PDFDocument, content: Content, pictures: _Pictures
) -> PDFResourceDictionary:
    forms = {
        name: document.Reference(_icon_form(icons.load()[icon]))
        for icon, name in content.icons.items()
    }
    alphas = {
        name: PDFDictionary({"Type": PDFName("ExtGState"), "CA": alpha, "ca": alpha})
        for name, alpha in content.alphas.items()
    }
    resources = PDFResourceDictionary(
        Font={name: font.add_to(document) for name, font in content.fonts.values()},
        XObject={**forms, **pictures.objects},
        ExtGState=alphas,
    )
    resources.ProcSet = []  # obsolete since PDF 1.4
    return resources


def _icon_form(steps: tuple[PathStep, ...]) -> PDFDictionary:
    """An icon without a colour of its own: it takes the stroke that is set where it is used.

    It names no resources, so it cannot lose any.
    """
    operators = f"{icons.STROKE_WIDTH:g} w 1 J 1 j [] 0 d {path_operators(steps, Numbers())} S"
    return compressed(
        operators.encode("ascii"),
        Type=PDFName("XObject"),
        Subtype=PDFName("Form"),
        BBox=PDFArrayCompact([-1, -1, 25, 25]),
        Resources=PDFDictionary({}),
    )


def _annotation(link: Link) -> PDFDictionary:
    return PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Link"),
            "Rect": PDFArrayCompact([_pt(side) for side in link.box]),
            "Border": PDFArrayCompact([0, 0, 0]),
            "F": 4,
            "A": PDFDictionary({"S": PDFName("URI"), "URI": PDFString(link.url)}),
        }
    )


def _pt(length: float) -> str:
    return f"{length:.3f}".rstrip("0").rstrip(".")

"""Draws a return slip as PDF: number with bar code, what goes back and why, where to, how to pack it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from io import BytesIO
from xml.sax.saxutils import escape

import segno
from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from aftersales.services.claims.return_slip import ReturnSlip
from aftersales.services.wording import words

MARGIN = 18 * mm
FRAME_PADDING = 6
WIDTH = A4[0] - 2 * MARGIN - 2 * FRAME_PADDING
QR_SIDE = 30 * mm
BAR_HEIGHT = 16 * mm
WIDEST_BAR = 0.42 * mm
INK, QUIET, LINE = HexColor("#17212b"), HexColor("#52606d"), HexColor("#b9c4ce")
PLAIN, WIDE = ("Helvetica", "Helvetica-Bold"), ("Vera", "VeraBd")


class QrCode(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A QR code of an address, a link as well."""

    def __init__(self, address: str, side: float = QR_SIDE) -> None:
        super().__init__()
        self.address, self.width, self.height = address, side, side
        self.rows = [list(row) for row in segno.make(address, error="m").matrix_iter(border=0)]

    def draw(self) -> None:
        """Draw the dark modules, side by side ones as one bar."""
        module = self.width / len(self.rows)
        path = self.canv.beginPath()
        for number, row in enumerate(self.rows):
            for place, dark in enumerate(row):
                if dark:
                    path.rect(place * module, self.height - (number + 1) * module, module, module)
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)
        self.canv.linkURL(self.address, (0, 0, self.width, self.height), relative=1)


class Typeface:
    """The styles of a slip, in a font that has every letter of it as far as we have one."""

    def __init__(self, slip: ReturnSlip) -> None:
        regular, bold = self._fonts(slip)
        self.body = ParagraphStyle("body", fontName=regular, fontSize=10.5, leading=14.5, textColor=INK)
        self.strong = ParagraphStyle("strong", self.body, fontName=bold)
        self.quiet = ParagraphStyle("quiet", self.body, fontSize=9, leading=12, textColor=QUIET)
        self.heading = ParagraphStyle("heading", self.strong, fontSize=12, leading=15, spaceBefore=13, spaceAfter=4)
        self.title = ParagraphStyle("title", self.strong, fontSize=22, leading=27)
        self.shop = ParagraphStyle("shop", self.strong, fontSize=14, leading=27, alignment=2)
        self.number = ParagraphStyle("number", self.strong, fontSize=21, leading=27)

    def _fonts(self, slip: ReturnSlip) -> tuple[str, str]:
        try:
            "".join(str(getattr(slip, each.name)) for each in fields(slip)).encode("cp1252")
        except UnicodeEncodeError:
            for name in WIDE:
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
            return WIDE
        return PLAIN


def draw_slip(slip: ReturnSlip, page_address: str) -> bytes:
    """The slip as PDF, one page of A4; the QR code leads to the page at the address."""
    written = BytesIO()
    title = f"{words('slip_title')} {slip.number}"
    document = SimpleDocTemplate(
        written, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=12 * mm,
        title=title, author=slip.shop_name, pageCompression=0,
    )  # fmt: skip
    document.build(list(_parts(slip, page_address, Typeface(slip))))
    return written.getvalue()


def _parts(slip: ReturnSlip, page_address: str, face: Typeface) -> Iterable[Flowable]:
    title = words("slip_title_with_note" if slip.is_note else "slip_title")
    yield _row([Paragraph(title, face.title), Paragraph(escape(slip.shop_name), face.shop)], [0.6, 0.4])
    yield Paragraph(words("slip_put_inside_as_note" if slip.is_note else "slip_put_inside"), face.quiet)
    yield HRFlowable(width="100%", color=LINE, spaceBefore=7, spaceAfter=10)
    code = [QrCode(page_address), Spacer(1, 3), Paragraph(words("slip_page"), face.quiet)]
    yield _row([_number(slip, face), code], [0.816, 0.184])
    yield Spacer(1, 8)
    yield _about(slip, face)
    yield from _destination(slip, face)
    if slip.packing:
        yield Paragraph(words("slip_packing"), face.heading)
        yield from (_checkbox(item, face) for item in slip.packing)
    if slip.number_outside:
        cut = HRFlowable(width="100%", color=QUIET, dash=(4, 3), spaceBefore=14, spaceAfter=3)
        yield KeepTogether([cut, Paragraph(words("slip_outside"), face.quiet), Spacer(1, 5), *_number(slip, face)])


def _number(slip: ReturnSlip, face: Typeface) -> list[Flowable]:
    """The number by which the shop knows the parcel, to read and to scan."""
    bars = Code128(slip.number, barHeight=BAR_HEIGHT, barWidth=WIDEST_BAR, quiet=False)
    label = Paragraph(words(f"slip_number_{slip.kind}"), face.quiet)
    return [label, Paragraph(slip.number, face.number), Spacer(1, 4), bars]


def _about(slip: ReturnSlip, face: Typeface) -> Flowable:
    """What goes back, and why."""
    told = {
        "slip_order": slip.order_number,
        "slip_item": slip.product,
        "slip_quantity": str(slip.quantity),
        "slip_problem": slip.problem[:1].upper() + slip.problem[1:],
        "slip_claim": slip.reference,
        "slip_customer": slip.customer,
        "slip_reported": slip.reported_on,
        "slip_last_day": slip.last_day or "",
    }
    rows = [
        [Paragraph(words(name), face.quiet), Paragraph(escape(value), face.strong)]
        for name, value in told.items()
        if value
    ]
    lines = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
        ]
    )
    return Table(rows, colWidths=[WIDTH * 0.24, WIDTH * 0.76], style=lines)


def _destination(slip: ReturnSlip, face: Typeface) -> Iterable[Flowable]:
    yield Paragraph(words("slip_send_to"), face.heading)
    if slip.send_to:
        yield Paragraph(_sentence(slip.send_to), face.strong)
    elif not slip.address_from:
        yield Paragraph(words("slip_address_unknown"), face.body)
    if slip.address_from:
        yield Paragraph(f"{words('slip_address')}: {escape(slip.address_from)}", face.body)
        yield from (HRFlowable(width="60%", color=LINE, hAlign="LEFT", spaceBefore=17) for _ in range(3))
        yield Spacer(1, 6)


def _checkbox(item: str, face: Typeface) -> Flowable:
    box = Table([[""]], colWidths=[3.6 * mm], rowHeights=[3.6 * mm], style=[("BOX", (0, 0), (-1, -1), 0.9, INK)])
    return _row([box, Paragraph(_sentence(item), face.body)], [0.045, 0.955])


def _sentence(text: str) -> str:
    """A text with a capital letter, safe as markup."""
    return escape(text[:1].upper() + text[1:])


def _row(cells: list[object], shares: list[float]) -> Flowable:
    padding = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
    place = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table([cells], colWidths=[WIDTH * share for share in shares], style=[*padding, *tight, *place])

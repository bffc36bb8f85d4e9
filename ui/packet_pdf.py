"""What an assistant gets, on paper: the outline of `models.packets` as a PDF, with boxes to tick.

Written with cursor calls only, so that no text of the owner's is ever read as HTML. The document's properties
hold the title and the company, its dates are those of the packet: the same packet gives the same bytes.
"""

import re
import uuid

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from models.packets.content import Packet
from models.packets.formats import render_all as render_others
from models.packets.outline import PAGE_OF, outline_of
from models.packets.wording import Translate, Words, words_for
from models.words import say
from ui.packet_sheet import ACCENT, INK, SOFT, TINT, Sheet

_RESOLUTION = 600
_MARGIN_MM = 19.0
_FOOT_PT = 22.0
_DATE = re.compile(
    rb"(?P<info>/(?:Creation|Mod)Date \(D:)\d{14}(?P<zone>Z|[+-]\d\d'\d\d')\)"
    rb"|(?P<xmp>xmp:\w+Date=\")[-\dT:]{19}(?P<offset>Z|[+-]\d\d:\d\d)"
)


def render_all(packet: Packet, translate: Translate | None = None) -> dict[str, bytes]:
    """The packet in every format, PDF among them."""
    return render_others(packet, translate) | {"pdf": render(packet, words_for(packet.language, translate))}


def render(packet: Packet, words: Words, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> bytes:
    """The PDF; needs a QGuiApplication for its fonts, and may run in any thread."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(packet, target, size)
    outline = outline_of(packet, words)
    sheet = Sheet(outline, packet.sender.company, _logo(packet))
    scale = _RESOLUTION / 72 / sheet.dots
    seen = QSizeF(writer.width(), writer.height() - _units(_FOOT_PT)) / scale
    sheet.lay_out(seen)
    painter = QPainter(writer)
    pages = sheet.document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.scale(scale, scale)
        _paint_page(painter, sheet, QRectF(0, number * seen.height(), seen.width(), seen.height()))
        painter.restore()
        page = words(say(PAGE_OF, number=number + 1, all=pages))
        _paint_foot(painter, writer, sheet, outline.footer, page)
    painter.end()
    target.close()
    return _dated(bytes(target.data().data()), packet)


def _units(points: float) -> float:
    return points * _RESOLUTION / 72


def _writer(packet: Packet, target: QBuffer, size: QPageSize.PageSizeId) -> QPdfWriter:
    writer = QPdfWriter(target)
    writer.setResolution(_RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(size),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM * 0.75),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(packet.title)
    writer.setCreator(packet.sender.company)
    # By chance it would differ each time
    writer.setDocumentId(QUuid(str(uuid.uuid5(uuid.NAMESPACE_OID, packet.token))))
    return writer


def _logo(packet: Packet) -> QImage:
    return QImage.fromData(packet.sender.logo) if packet.sender.logo else QImage()


def _paint_page(painter: QPainter, sheet: Sheet, seen: QRectF) -> None:
    """The part of the sheet that stands on this page."""
    painter.translate(0, -seen.top())
    painter.setClipRect(seen)
    for place in sheet.tints():
        painter.fillRect(place, QColor(TINT))
        painter.fillRect(QRectF(place.left(), place.top(), 2.5 * sheet.dots, place.height()), QColor(ACCENT))
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = seen
    sheet.document.documentLayout().draw(painter, context)
    painter.setPen(QPen(QColor(INK), 0.8 * sheet.dots))
    for box in sheet.boxes():
        painter.drawRoundedRect(box, 1.2 * sheet.dots, 1.2 * sheet.dots)


def _paint_foot(painter: QPainter, writer: QPdfWriter, sheet: Sheet, left: str, right: str) -> None:
    place = QRectF(0, writer.height() - _units(_FOOT_PT), writer.width(), _units(_FOOT_PT))
    painter.setFont(sheet.font(8))
    painter.setPen(QColor(SOFT))
    low = Qt.AlignmentFlag.AlignBottom
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | low, left)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | low, right)


def _dated(pdf: bytes, packet: Packet) -> bytes:
    """With the packet's moment for the moment of writing and the owner's zone, byte for byte as long: the
    file's table of places holds.
    """

    def date(match: re.Match[bytes]) -> bytes:
        if match["info"]:
            zone = "Z" if match["zone"] == b"Z" else "+00'00'"
            return match["info"] + f"{packet.made:%Y%m%d%H%M%S}{zone})".encode()
        zone = "Z" if match["offset"] == b"Z" else "+00:00"
        return match["xmp"] + f"{packet.made:%Y-%m-%dT%H:%M:%S}{zone}".encode()

    return _DATE.sub(date, pdf)

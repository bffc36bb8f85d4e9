"""The sheet as a QTextDocument of an outline, and where its boxes and its tint are painted.

Paragraphs only, their columns made of indents and tabs: Qt breaks tables and frames over pages less well.
"""

from PySide6.QtCore import QRectF, QSizeF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
)

from models.packets.outline import Item, Outline, Section

ACCENT = "#0b7268"
SOFT = "#555e6b"
INK = "#16202b"
TINT = "#eef6f5"
_BODY = 10.0
_LOGO = "logo"
# In points: the left column of facts, the column of boxes and points, the padding of what is tinted
_LABELS = 124.0
_BOXES = 19.0
_PADDING = 9.0


def _screen_dots() -> float:
    """Qt's dots per inch where it speaks of pixels (qt_defaultDpi)."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen is not None else 100.0


class Sheet:
    """One outline laid out in dots of the screen, of which a point has `dots`; painted, it is scaled.

    A layout for the printer's dots scales some of a paragraph's lengths and not others.
    """

    def __init__(self, outline: Outline, company: str, logo: QImage) -> None:
        self.document = QTextDocument()
        self.dots = _screen_dots() / 72
        self._cursor = QTextCursor(self.document)
        self._steps: list[QTextBlock] = []
        self._headings: list[QTextBlock] = []
        self._tinted: list[QTextBlock] = []
        self.document.setUseDesignMetrics(True)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(self.font(_BODY))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document.setDefaultTextOption(option)
        self._write(outline, company, logo)

    def font(self, points: float) -> QFont:
        """The system's own text face; the PDF carries the letters that are used."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(points)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def lay_out(self, size: QSizeF) -> None:
        """Break into pages of this size (in dots); no heading stays behind at the foot of one."""
        self.document.setPageSize(size)
        for heading in self._headings:
            if self._page(heading) != self._page(heading.next()):
                form = heading.blockFormat()
                form.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(heading).setBlockFormat(form)

    def boxes(self) -> list[QRectF]:
        """A square before every step, in the document's coordinates."""
        side = 8.5 * self.dots
        squares = []
        for block in self._steps:
            line = self._first_line(block)
            # Half way up the capital letters; the room between lines is above them
            top = line.bottom() - 0.6 * _BODY * self.dots - side / 2
            squares.append(QRectF(0, top, side, side))
        return squares

    def tints(self) -> list[QRectF]:
        """What stands on colour, over the whole width, in the document's coordinates."""
        if not self._tinted:
            return []
        first, last = self._place(self._tinted[0]), self._place(self._tinted[-1])
        padding = _PADDING * self.dots
        top, width = first.top() - padding, self.document.pageSize().width()
        return [QRectF(0, top, width, last.bottom() + padding - top)]

    def _place(self, block: QTextBlock) -> QRectF:
        return self.document.documentLayout().blockBoundingRect(block)

    def _first_line(self, block: QTextBlock) -> QRectF:
        place = self._place(block)
        # Asked for its place, a block is laid out; before, a line of it would be nothing
        layout = block.layout()
        if not layout.lineCount():
            return place
        return layout.lineAt(0).rect().translated(place.topLeft())

    def _page(self, block: QTextBlock) -> int:
        return int(self._first_line(block).bottom() // self.document.pageSize().height())

    def _write(self, outline: Outline, company: str, logo: QImage) -> None:
        self._head(company, logo)
        self._text(f"{outline.greeting}\n{outline.opening}", after=0, colour=SOFT)
        self._text(outline.title, points=19, bold=True, before=5, after=9)
        for section in outline.sections:
            if section.key == "when":
                self._when(section)
                continue
            self._text(section.heading, points=11, bold=True, before=13, after=3, colour=ACCENT)
            self._headings.append(self._cursor.block())
            for item in section.items:
                self._item(item)

    def _head(self, company: str, logo: QImage) -> None:
        if logo.isNull() and not company:
            return
        self._block(0, 16)
        if not logo.isNull():
            self.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(_LOGO), logo)
            picture = QTextImageFormat()
            picture.setName(_LOGO)
            height = min(26.0, 130.0 * logo.height() / max(1, logo.width()))
            picture.setHeight(height * self.dots)
            picture.setWidth(height * logo.width() / max(1, logo.height()) * self.dots)
            picture.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
            self._cursor.insertImage(picture)
            self._insert("\u2002", self._look(11))
        self._insert(company, self._look(11, bold=True))

    def _when(self, section: Section) -> None:
        """The days, on colour, the first of them in bold."""
        last = len(section.items) - 1
        for number, item in enumerate(section.items):
            before, after = (_PADDING if number == 0 else 1.5), (_PADDING + 11 if number == last else 1.5)
            self._fact(item, before, after, inset=_PADDING + 3, bold=number == 0)
            self._tinted.append(self._cursor.block())

    def _item(self, item: Item) -> None:
        if item.kind == "fact":
            self._fact(item)
        elif item.kind == "step":
            self._block(2.5, 2.5, left=_BOXES)
            self._steps.append(self._cursor.block())
            self._insert(item.text, self._look())
            self._aside(item.aside)
        elif item.kind in ("point", "file"):
            self._block(1, 1, left=11, hang=-11, tab=11)
            self._insert("•\t", self._look(colour=ACCENT))
            self._insert(item.text, self._look())
            self._aside(item.aside)
        elif item.kind == "link":
            self._link(item)
        else:
            self._text(item.text, after=2)

    def _fact(
        self, item: Item, before: float = 1, after: float = 1, inset: float = 0, bold: bool = False
    ) -> None:
        column = inset + _LABELS
        self._block(before, after, left=column, hang=-_LABELS, tab=column)
        label, look = item.label.replace("\t", " "), self._look(colour=SOFT)
        width = QFontMetricsF(look.font()).horizontalAdvance(label)
        # A label too long for its column has the line for itself
        is_short = width < (_LABELS - 4) * self.dots and "\n" not in label
        self._insert(f"{label}\t" if is_short else f"{label}\n", look)
        self._insert(item.text, self._look(bold=bold))

    def _link(self, item: Item) -> None:
        look = self._look(colour=ACCENT)
        look.setAnchor(True)
        look.setAnchorHref(item.address)
        self._block(1, 1)
        self._insert(item.text, look)
        # On paper nobody can press it
        self._aside(item.written_address())

    def _aside(self, text: str) -> None:
        if text:
            self._insert(f"\u2002{text}", self._look(8.5, colour=SOFT))

    def _text(
        self,
        text: str,
        points: float = _BODY,
        bold: bool = False,
        before: float = 1,
        after: float = 1,
        colour: str = INK,
    ) -> None:
        self._block(before, after)
        self._insert(text, self._look(points, bold, colour))

    def _block(self, before: float, after: float, left: float = 0, hang: float = 0, tab: float = 0) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(before * self.dots)
        form.setBottomMargin(after * self.dots)
        form.setLeftMargin(left * self.dots)
        form.setTextIndent(hang * self.dots)
        if tab:
            form.setTabPositions([QTextOption.Tab(tab * self.dots, QTextOption.TabType.LeftTab)])
        form.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.document.isEmpty():
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form)

    def _insert(self, text: str, look: QTextCharFormat) -> None:
        """The text to the letter; its line ends stay inside the one block."""
        self._cursor.insertText(text.replace("\n", "\u2028"), look)

    def _look(self, points: float = _BODY, bold: bool = False, colour: str = INK) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setFont(self.font(points))
        if bold:
            look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(QColor(colour))
        return look

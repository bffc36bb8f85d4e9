"""Who somebody is, at a glance: face, name, the time there, which of the four cells, how full the week."""

import datetime as dt

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from models.assistant_load import Load
from models.assistants import Assistant
from models.sourcing import cell
from ui import theme
from ui.dialogs.sheet import heading_label, muted_label
from ui.faces import Face
from ui.pages.assistants.fields import kinds
from ui.panel.style import tint
from ui.person_row import paint_load
from ui.person_words import away_text, clock_and_day
from ui.plain import PlainLabel, tooltip
from ui.wording import day_year, hours_number, sentence_text

FACE = 56
PHOTO = 256
FORMATS = (b"png", b"jpeg", b"webp", b"bmp", b"gif")
# What a decoder may take for itself, four bytes each, is 256 MB
MOST_PIXELS = 64_000_000


class PersonHead(QWidget):
    """photo_chosen(bytes): a small picture, as PNG without what the camera wrote into the file."""

    photo_chosen = Signal(object)
    fault = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = _FaceButton(self)
        self.face.clicked.connect(self._choose)
        self.name = heading_label("")
        self.clock = muted_label()
        self.cell = muted_label()
        self.load = _LoadBar()
        self.load_words = PlainLabel()
        self.load_words.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self.name, self.clock, self.cell):
            # A name without a blank must not make the page wider than the window.
            part.setMinimumWidth(1)
            words.addWidget(part)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(top)
        rows.addWidget(self.load)
        rows.addWidget(self.load_words)

    def show_person(self, who: Assistant, photo: QPixmap | None, now: dt.datetime, load: Load | None) -> None:
        """Show somebody at a moment (naive UTC)."""
        self.face.show_person(who.name, photo)
        self.name.setText(who.name)
        kind = dict(kinds()).get(who.kind, "")
        self.cell.setText(
            " · ".join(part for part in (kind, sentence_text(cell(who.outside_company, who.abroad))) if part)
        )
        self.show_moment(who, now)
        self._show_load(who, load, now)

    def show_moment(self, who: Assistant, now: dt.datetime) -> None:
        """The time there, each minute."""
        parts = [who.city, clock_and_day(who.zone, now)]
        text = " · ".join(part for part in parts if part)
        self.clock.setText(text or self.tr("No city and no time zone yet"))

    def _show_load(self, who: Assistant, load: Load | None, now: dt.datetime) -> None:
        if who.ended is not None:
            day = who.ends or who.ended.date()
            self._say(self.tr("No longer with you since {day}").format(day=day_year(day)), None, "muted")
            return
        if load is None:
            self._say("", None, "muted")
            return
        hours = hours_number(load.seconds + load.once)
        away = away_text(load.absent_until, now.date()) if load.absent_until else ""
        if load.bought is None:
            text = self.tr("about {hours} h a week in hand").format(hours=hours) if load.cards else ""
        elif load.free:
            text = self.tr("about {hours} h in hand of {bought} h a week, {free} h free").format(
                hours=hours, bought=hours_number(load.bought), free=hours_number(load.free)
            )
        else:
            text = self.tr("about {hours} h in hand of {bought} h a week, nothing free").format(
                hours=hours, bought=hours_number(load.bought)
            )
        unknown = self.tr("%n card(s) without hours", "", load.unknown) if load.unknown else ""
        is_amber = bool(away) or (load.bought is not None and not load.free)
        text = " · ".join(part for part in (away, text, unknown) if part)
        self._say(text, load.share, "warn" if is_amber else "muted")

    def _say(self, text: str, share: float | None, role: str) -> None:
        self.load_words.setText(text)
        self.load_words.setVisible(bool(text))
        tint(self.load_words, getattr(theme.colours(), role))
        self.load.show_share(share)

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a picture"))
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.webp *.bmp)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.take_picture)
        dialog.open()

    def take_picture(self, path: str) -> None:
        """A picture from a file, made small."""
        picture = small_picture(path)
        if picture is None and is_too_large(path):
            text = self.tr("This picture is too large: it has more than {most} million pixels.")
            self.fault.emit(text.format(most=MOST_PIXELS // 1_000_000))
        elif picture is None:
            self.fault.emit(self.tr("This file is no picture that can be read here."))
        else:
            self.photo_chosen.emit(picture)


class _FaceButton(Face):
    """The face; a click or Enter chooses a picture."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", FACE, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Choose a picture"))
        self.setToolTip(tooltip(self.tr("Choose a picture")))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colours().sel)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            painter.end()


class _LoadBar(QWidget):
    """How full the week is."""

    def __init__(self) -> None:
        super().__init__()
        self._share: float | None = None
        self.setFixedHeight(7)
        self.setMaximumWidth(520)

    def show_share(self, share: float | None) -> None:
        """1 for full; None takes the bar away."""
        self._share = share
        self.setVisible(share is not None)
        self.setAccessibleName(
            ""
            if share is None
            else self.tr("{percent} % of the week full").format(percent=round(share * 100))
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_load(painter, QRectF(self.rect()), self._share or 0.0, theme.colours())
        painter.end()


def is_too_large(path: str) -> bool:
    """Whether a picture has more pixels than can be read here; a small file may hold any number."""
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    return reader.size().width() * reader.size().height() > MOST_PIXELS


def small_picture(path: str) -> bytes | None:
    """A picture as a small PNG; None for what is none. Only the pixels are kept: no place, no camera."""
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in FORMATS or is_too_large(path):
        return None
    image = reader.read()
    if image.isNull():
        return None
    edge = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = image.scaled(PHOTO, PHOTO, edge, Qt.TransformationMode.SmoothTransformation)
    left, top = (scaled.width() - PHOTO) // 2, (scaled.height() - PHOTO) // 2
    square = scaled.copy(left, top, PHOTO, PHOTO).convertToFormat(QImage.Format.Format_ARGB32)
    # A fresh picture: texts of the old one do not go along.
    bare = QImage(square.size(), QImage.Format.Format_ARGB32)
    bare.fill(Qt.GlobalColor.transparent)
    painter = QPainter(bare)
    painter.drawImage(0, 0, square)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    bare.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())

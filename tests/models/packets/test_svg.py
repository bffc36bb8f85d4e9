"""Drawings go out without what drawing programs wrote into them, and look as before."""

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from models.packets.images import cleaned, is_picture

DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created by Anna with a program, on her own machine -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<?program secret-of-hers?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg" width="40" height="30"
  xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.example/dtd" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  viewBox="0 0 40 30" sodipodi:docname="anna.svg" inkscape:export-filename="C:\\Users\\anna\\logo.png"
  xml:base="file:///home/anna/">
  <metadata><rdf:RDF><rdf:li>Anna Berg</rdf:li></rdf:RDF></metadata>
  <sodipodi:namedview inkscape:window-width="1920"><path d="M0 0"/></sodipodi:namedview>
  <defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/></linearGradient>
    <rect id="r" width="9" height="9"/></defs>
  <style><![CDATA[ .a > .b { fill: #080 } ]]></style>
  <rect x="2" y="2" width="20" height="20" style="fill:url(#g)" inkscape:label="her layer"/>
  <use xlink:href="#r" x="25" y="5"/>
  <image xlink:href="file:///home/anna/face.png" width="1" height="1"/>
  <text x="3" y="28" font-size="6">A &amp; B &lt; C</text>
</svg>
"""
HERS = ("nna", "inkscape", "sodipodi", "rdf", "secret", "file:", "her layer", "DOCTYPE")


def drawn(data: bytes) -> QImage:
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    renderer.render(painter)
    painter.end()
    return image


# The picture of her face lies on her machine: neither drawing shows it.
@pytest.mark.qt_log_ignore("Image filename is empty", "Could not create image", extend=True)
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_drawing_stays_and_what_tells_of_its_maker_goes(qapp: object, code: str) -> None:
    text = DRAWING if code != "utf-16" else DRAWING.replace("UTF-8", "UTF-16")
    data = text.encode(code)
    assert is_picture(data)
    clean = cleaned(data)
    assert clean is not None
    assert [one for one in HERS if one in clean.decode()] == []
    assert "A &amp; B &lt; C" in clean.decode() and "url(#g)" in clean.decode()
    assert drawn(clean) == drawn(DRAWING.encode())
    # Clean already, it stays as it is.
    assert cleaned(clean) == clean


@pytest.mark.parametrize(
    "data",
    [
        b"<svg><rect></svg>",
        b"<svg",
        b'<svg xmlns="http://www.w3.org/2000/svg">',
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
        b'<?xml version="1.0" encoding="no-such-code"?><svg/>',
    ],
)
def test_a_damaged_one_or_one_with_names_of_its_own_is_not_taken(data: bytes) -> None:
    assert cleaned(data) is None


def test_a_page_or_a_text_about_drawings_is_no_drawing() -> None:
    assert not is_picture(b"Use <svg> for this")
    assert not is_picture(b"<html><body><svg></svg></body></html>")
    assert not is_picture(b"<?xml version='1.0'?><!-- <svg> --><rss></rss>")
    assert is_picture(b'<!DOCTYPE svg [<!ENTITY a "b>">]><svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>')

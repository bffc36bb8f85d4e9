"""Tables in the letters of many programs: read right without a question, or refused; never wrong."""

import pytest

from models.errors import Refused
from models.importers import detect
from models.importers.base import Options

LATIN = ("Prüfung für Müller", "Übergabe größer", "Café Genève à côté", "Señor Muñoz añade año")
CYRILLIC = ("Проверить счета клиента", "Заказать перчатки", "Позвонить в офис", "Отправить отчёт")
ENCODINGS = {
    "utf-8": LATIN,
    "utf-8-sig": CYRILLIC,
    "utf-16": CYRILLIC,
    "utf-16-le": LATIN,
    "utf-16-be": LATIN,
    "utf-32": LATIN,
    "cp1252": LATIN,
    "iso8859-1": LATIN,
    "cp1251": CYRILLIC,
    "koi8-r": CYRILLIC,
    "cp932": ("請求書を送る", "会議の準備をする", "電話をかける", "レポートを書く"),
    "gb18030": ("发送发票给客户", "准备会议文件", "更新网站内容", "完成工作报告"),
}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def test_there_are_twelve_encodings_and_three_delimiters() -> None:
    assert len(ENCODINGS) * len(DELIMITERS) == 36


@pytest.mark.parametrize("delimiter", DELIMITERS.values(), ids=DELIMITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_is_previewed_right_or_refused(encoding: str, delimiter: str) -> None:
    titles = ENCODINGS[encoding]
    rows = [("Title", "Notes", "Due date"), *((title, f"{title}!", "2026-12-01") for title in titles)]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    try:
        with detect(content).open(content, Options()) as reading:
            fields = reading.fields
            drafts = list(reading.drafts())
    except Refused as error:
        assert error.sentence.english()
        return
    assert fields is not None and (fields.headers, fields.delimiter) == (list(rows[0]), delimiter)
    assert [row[0] for row in fields.samples] == list(titles)
    assert [(draft.title, draft.notes) for draft in drafts] == [(title, f"{title}!") for title in titles]
    assert [str(draft.due) for draft in drafts] == ["2026-12-01"] * len(titles)
    assert not list(reading.problems)


def test_none_of_the_thirty_six_is_refused() -> None:
    for encoding, titles in ENCODINGS.items():
        for delimiter in DELIMITERS.values():
            content = "\n".join((f"Title{delimiter}Notes", *(f"{t}{delimiter}n" for t in titles))).encode(
                encoding
            )
            with detect(content).open(content, Options()) as reading:
                assert [draft.title for draft in reading.drafts()] == list(titles), (encoding, delimiter)

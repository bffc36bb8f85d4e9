"""How often in words, as cards and the panel say it."""

import pytest

from models.repeat_words import ordinal, repeat_sentence, short_sentence
from models.repeats import Repeat, parse_repeat


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("daily", "daily"),
        ("3 a week", "3 a week"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day"),
        ("FREQ=WEEKLY;BYDAY=FR", "every Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday"),
        ("FREQ=WEEKLY;INTERVAL=2", "every 2 weeks"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every second Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every 2 weeks on Monday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;COUNT=5", "every 3 weeks on Friday, 5 times in all"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "monthly on the 1st and the 15th"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "monthly on the 31st"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "monthly on the last day"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "monthly on the 2nd to last day"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20261231",
            "monthly on the last working day, until 31 December 2026",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
            "quarterly on the first working day",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "monthly on the 2nd to last working day"),
        ("FREQ=MONTHLY;BYDAY=2TU", "monthly on the 2nd Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1FR,1MO", "monthly on the 1st Monday and the last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "monthly on the last Monday or Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "monthly on the 13th if a Friday"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "yearly on 29 February"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "yearly on 29 February"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "yearly on the last day of February"),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "yearly on the 2nd Sunday in May"),
        ("FREQ=YEARLY;BYMONTH=3,9", "yearly in March and September"),
        ("FREQ=YEARLY;INTERVAL=4", "every 4 years"),
    ],
)
def test_a_repeat_in_words(text: str, said: str) -> None:
    repeat = parse_repeat(text)
    assert repeat is not None
    assert repeat_sentence(repeat).english() == said


def test_where_there_is_little_room_only_how_often_is_said() -> None:
    long = Repeat(1, "month", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20261231")
    assert short_sentence(long).english() == "monthly"
    assert (
        short_sentence(Repeat(2, "month", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU")).english() == "every 2 weeks"
    )


def test_a_rule_of_another_program_is_said_in_its_plain_form() -> None:
    assert repeat_sentence(Repeat(2, "month", "FREQ=LUNAR")).english() == "2 a month"


def test_ordinals() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 31)
    said = "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 31st"
    assert " ".join(ordinal(number).english() for number in numbers) == said

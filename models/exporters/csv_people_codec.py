"""The columns of our CSV of assistants, and how working days stand in it. Values in, values out."""

# Later fields are appended, never put between. Header, and the field of Assistant that it is.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("Assistant ID", "uid"),
    ("Name", "name"),
    ("Kind", "kind"),
    ("E-mail", "email"),
    ("Outside company", "outside_company"),
    ("City", "city"),
    ("Country", "country"),
    ("Time zone", "zone"),
    ("Working days", "days"),
    ("Working hours", "hours"),
    ("Hours per week", "seconds_per_week"),
    ("Skills", "skills"),
    ("Languages", "languages"),
    ("Language", "language"),
    ("Since", "starts"),
    ("Until", "ends"),
    ("Hour cap", "hour_cap"),
    ("Money cap", "money_cap"),
    ("Currency", "currency"),
    ("May see", "clearance"),
    ("Notes", "notes"),
    ("Calling", "calling"),
    ("Gets it by", "send_by"),
    ("Channel", "channel"),
    ("Reply hours", "reply_hours"),
    ("May decide", "authority"),
    ("May spend", "spend"),
    ("Asks when", "ask_when"),
    ("You check", "review"),
    ("Rates", "rates"),
    ("Time off", "absences"),
    ("Back-ups", "deputies"),
    ("Ended", "ended"),
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def days_text(days: str) -> str:
    """ "0,1,4" as "Mon Tue Fri"."""
    return " ".join(_DAYS[int(day)] for day in days.split(",") if day)


def parse_days(text: str) -> str:
    """The other way, in any case; what is no day stays as it is, to be refused."""
    names = {day.lower(): str(place) for place, day in enumerate(_DAYS)}
    parts = text.replace(",", " ").split()
    return ",".join(names.get(part[:3].lower(), part) for part in parts)

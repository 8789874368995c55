"""Fresh sets of said sums, days and phone numbers: `python -m tests.actions.extract.fresh` prints what fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from actions.extract.amounts import amounts
from actions.extract.clock import clock, hours
from actions.extract.dates import Moment, dates
from actions.extract.fold import fold
from actions.extract.phones import phones

DATA = Path(__file__).parent / "data"
FORMS = {"minute": "%Y-%m-%d %H:%M", "day": "%Y-%m-%d", "month": "%Y-%m"}


@dataclass(frozen=True)
class Case:
    said: str
    expected: str
    read: str


def files() -> list[Path]:
    return sorted(DATA.glob("fresh_*_*.yml"))


def read_amounts(text: str) -> str:
    return " ".join(f"{a.low:_}" if a.low == a.high else f"{a.low:_}-{a.high:_}" for a in amounts(text))


def read_phones(text: str) -> str:
    return " ".join(p.e164 or p.value for p in phones(text))


def read_clock(text: str) -> str:
    return ", ".join(clock(h.at, h.part).strftime("%H:%M") for h in hours(fold(text).text))


def show(moment: Moment) -> str:
    return moment.value.strftime(FORMS[moment.precision]) + (" ~" if moment.approximate else "")


def cases(path: Path) -> list[Case]:
    """Every case of one file with what the parsers read in it."""
    content = yaml.safe_load(path.read_text())
    kind = path.name.split("_")[1]
    reader: Callable[[str], str] = read_amounts if kind == "amounts" else read_phones
    if kind == "dates":
        now = datetime.fromisoformat(content["now"]).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

        def reader(text: str) -> str:
            return ", ".join(show(m) for m in dates(text, now))

    told = [Case(said, expected, reader(said)) for said, expected in content["cases"]]
    return told + [Case(said, expected, read_clock(said)) for said, expected in content.get("clock", ())]


def main() -> None:
    for path in files():
        every = cases(path)
        wrong = [case for case in every if case.read != case.expected]
        print(f"{path.name}: {len(every) - len(wrong)} of {len(every)}")
        for case in wrong:
            print(f"  {case.said!r}: {case.expected or '-'} read as {case.read or '-'}")


if __name__ == "__main__":
    main()

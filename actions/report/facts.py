"""What a line names that a police officer needs: phones, accounts, links, an amount, a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.extract.accounts import accounts
from actions.extract.amounts import amounts
from actions.extract.dates import Moment, dates
from actions.extract.links import links
from actions.extract.phones import phones
from actions.report.labels import labels
from actions.report.places import find_place

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Facts:
    """`texts` holds, per field, what people read; the machine's readings are VND and ISO 8601 local time."""

    texts: dict[str, str] = field(default_factory=dict)
    amount_vnd: int | None = None
    happened_iso: str | None = None

    def named_parties(self) -> "Facts":
        """Only who and where (phones, accounts, links): a quoted message's sums and times are not the resident's."""
        return Facts({k: v for k, v in self.texts.items() if k in ("phone", "account", "link")})


def recognise(text: str, now: datetime) -> Facts:
    """Facts named in `text`; "yesterday" is counted from `now` (aware)."""
    found: dict[str, str] = {}
    banked = accounts(text)
    spans = [(a.start, a.end) for a in banked]
    called = [p for p in phones(text) if not any(p.start < end and start < p.end for start, end in spans)]
    if called:
        found["phone"] = _joined(p.value for p in called)
    if banked:
        found["account"] = _joined(" ".join(filter(None, (a.number, a.bank))) for a in banked)
    if visited := links(text):
        found["link"] = _joined(link.quoted for link in visited)
    if place := find_place(text):
        found["place"] = place
    sums = amounts(text)
    if sums:
        # Of several sums the largest is the loss; the others stay readable in the story.
        largest = max(sums, key=lambda a: a.high)
        found["amount"] = (
            _vnd(largest.low) if largest.vnd is not None else f"{_vnd(largest.low)} – {_vnd(largest.high)}"
        )
    # What happened lies behind us: a day to come ("mai họ hẹn chuyển tiếp") is part of the story only.
    happened = next((m for m in dates(text, now.astimezone(_VIETNAM)) if m.value <= now), None)
    if happened:
        found["happened_at"] = f"{happened.quoted} ({_when(happened)})"
    return Facts(
        found,
        amount_vnd=max(sums, key=lambda a: a.high).vnd if sums else None,
        happened_iso=_iso(happened) if happened else None,
    )


def _joined(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values))


def _when(moment: Moment) -> str:
    if moment.precision == "month":
        return f"{labels()['month']} {moment.value.month}/{moment.value.year}"
    return f"{moment.value:%d/%m/%Y}"


def _iso(moment: Moment) -> str:
    """No more exact than what was told: "2026-10" for a month."""
    return f"{moment.value:%Y-%m}" if moment.precision == "month" else moment.value.isoformat()


def _vnd(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + f" {labels()['currency']}"

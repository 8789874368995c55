"""What residents, Rasa and the action server remember, held against each other."""

from collections import Counter
from dataclasses import dataclass, field

from scripts.chaos.far_side import FarSide
from scripts.chaos.residents import Resident


@dataclass
class Reckoning:
    """Complaints by kind; each is one line without a resident's words."""

    messages: int = 0
    repeats: int = 0
    tips: int = 0
    files: int = 0
    lost: list[str] = field(default_factory=list)
    dup: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not (self.lost or self.dup or self.wrong)

    def add(self, other: "Reckoning") -> None:
        """Another bot's."""
        for name in ("messages", "repeats", "tips", "files", "lost", "dup", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def reckon(residents: list[Resident], far: FarSide) -> Reckoning:
    """All of it: answers, their order, tips, files."""
    found = Reckoning()
    by_told: dict[str, list[str]] = {}
    for key, tip in far.tips.items():
        by_told.setdefault(tip.told[-1], []).append(key)
        if tip.changed:
            found.wrong.append(f"tip {tip.code} was sent again with other words")
    handed = Counter((str(each["report_key"]), str(each["sha256"])) for each in far.actions.files)
    for resident in residents:
        _answers(resident, found)
        _order(resident, found)
        _tips(resident, far, by_told, handed, found)
    told = {f"{r.chat}/{n}" for r in residents for n in r.submits}
    found.wrong += [f"a tip that nobody sent: {each}" for each in by_told if each not in told]
    return found


def _answers(resident: Resident, found: Reckoning) -> None:
    seen = Counter((each.number, each.part) for each in resident.heard if not each.repeat)
    again = Counter((each.number, each.part) for each in resident.heard if each.repeat)
    found.messages += len(resident.sent)
    found.repeats += sum(again.values())
    for number in resident.sent:
        for part in resident.parts_of(number):
            name = f"answer {resident.chat}/{number}.{part}"
            times, repeats = seen[number, part], again[number, part]
            if not times + repeats:
                found.lost.append(name)
            if times > 1 or repeats > 1:
                found.dup.append(f"{name}: {times} times and {repeats} marked repeats")


def _order(resident: Resident, found: Reckoning) -> None:
    last = (0, 0)
    before = {}
    for flow in resident.flows:
        for earlier, number in zip([None, *flow], flow, strict=False):
            before[number] = f"{resident.chat}/{earlier}" if earlier else "đầu"
    for each in resident.heard:
        name = f"answer {each.chat}/{each.number}.{each.part} in chat {resident.chat}"
        if each.chat != resident.chat or each.number not in resident.sent:
            found.wrong.append(f"{name}: another's")
            continue
        # a repeat says a whole message once more, of which the last piece was heard already
        if (each.number, each.part) < ((last[0], 0) if each.repeat else last):
            found.wrong.append(f"{name}: after {last}")
        last = max(last, (each.number, each.part))
        if each.before != before[each.number]:
            found.wrong.append(f"{name}: the conversation before it was at {each.before}, not {before[each.number]}")


def _tips(
    resident: Resident,
    far: FarSide,
    by_told: dict[str, list[str]],
    handed: Counter[tuple[str, str]],
    found: Reckoning,
) -> None:
    found.tips += len(resident.submits)
    for number, flow in zip(resident.submits, resident.flows, strict=False):
        name = f"{resident.chat}/{number}"
        keys = by_told.get(name, [])
        if not keys:
            found.lost.append(f"tip {name}")
            continue
        if len(keys) > 1:
            found.dup.append(f"tip {name}: {len(keys)} times")
        tip = far.tips[keys[0]]
        if tip.told != [f"{resident.chat}/{each}" for each in flow]:
            found.wrong.append(f"tip {name}: told {tip.told}, not {flow}")
        if not any(tip.code in each.text for each in resident.heard if each.number == number):
            found.lost.append(f"receipt {name}")
        for each in flow:
            if each in resident.files:
                found.files += 1
                if not handed[keys[0], resident.files[each]]:
                    found.lost.append(f"file {resident.chat}/{each}")

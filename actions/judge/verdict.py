"""What the assistant says of a message."""

from dataclasses import dataclass
from typing import Any

from actions.judge.finding import Finding
from actions.judge.severity import Severity


@dataclass(frozen=True)
class Verdict:
    """`findings` worst first; `tactics` (slug, score) likeliest first; `official` whose domain or hotline it is."""

    severity: Severity
    findings: tuple[Finding, ...]
    tactics: tuple[tuple[str, float], ...] = ()
    official: str | None = None

    @property
    def tactic(self) -> str | None:
        return self.tactics[0][0] if self.tactics else None

    def to_card(self) -> dict[str, Any]:
        """The card of the chat door."""
        return {
            "type": "verdict",
            "severity": self.severity.value,
            "tactic": self.tactic,
            "candidates": [slug for slug, _ in self.tactics],
            "official": self.official,
            "findings": [{"sign": f.sign, "evidence": f.evidence} for f in self.findings],
        }

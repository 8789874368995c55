"""The report as it grows: first words untouched, recognised facts, and every answer as it was given."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from actions.extract.secrets import mask_secrets
from actions.report.facts import Facts, recognise

FACT_FIELDS = ("amount", "account", "phone", "link", "happened_at", "place")


@dataclass(frozen=True)
class Draft:
    """`facts` maps a field to what is known, as text for people; "" means asked and not known.

    `amount_vnd` and `happened_iso` hold the machine's reading where there is one (VND; ISO 8601, local time, "2026-10"
    when only the month was told).
    """

    urgency: str | None = None
    story: str | None = None
    checked: dict[str, Any] | None = None
    tactic: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    amount_vnd: int | None = None
    happened_iso: str | None = None
    answers: list[dict[str, str]] = field(default_factory=list)
    missed: dict[str, int] = field(default_factory=dict)
    place_choices: list[str] = field(default_factory=list)
    ready: bool = False
    consent_at: str | None = None

    @classmethod
    def from_slot(cls, slot: Any) -> "Draft":
        """The draft kept in Rasa's slot, or an empty one."""
        return cls(**slot) if isinstance(slot, dict) else cls()

    def to_slot(self) -> dict[str, Any]:
        return asdict(self)

    def tell(self, text: str, received_at: Any) -> "Draft":
        """The free account (or more of it); whatever it names is recognised and will not be asked again."""
        kept = mask_secrets(text)
        story = kept if not self.story else f"{self.story}\n{kept}"
        return replace(self, story=story).learn(recognise(kept, received_at), overwrite=False)

    def learn(self, found: Facts, *, overwrite: bool) -> "Draft":
        """Take over recognised facts; known ones change only when the resident corrects them."""
        new = {k: v for k, v in found.texts.items() if overwrite or not self.facts.get(k)}
        if not new:
            return self
        return replace(
            self,
            facts={**self.facts, **new},
            amount_vnd=found.amount_vnd if "amount" in new else self.amount_vnd,
            happened_iso=found.happened_iso if "happened_at" in new else self.happened_iso,
        )

    def answered(self, question: str, answer: str) -> "Draft":
        return replace(self, answers=[*self.answers, {"question": question, "answer": mask_secrets(answer)}])

    def know(self, name: str, text: str) -> "Draft":
        """Set one field to the resident's own words ("" for not known)."""
        return replace(self, facts={**self.facts, name: mask_secrets(text)})

    def forget(self, name: str) -> "Draft":
        return replace(self, facts={k: v for k, v in self.facts.items() if k != name})

    def miss(self, question: str) -> "Draft":
        return replace(self, missed={**self.missed, question: self.missed.get(question, 0) + 1})

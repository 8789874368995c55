"""What the NLU made of the resident's latest line, read out of Rasa's tracker once and typed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker

from actions.judge.guess import Guess


@dataclass(frozen=True)
class Understanding:
    """`mass` is every intent's probability; `material` whose words a pasted text is; `kinds` the
    likeliest tactics asked about and quoted (given that); `slips` the mistyped words, written -> meant."""

    text: str
    intent: str
    confidence: float
    mass: dict[str, float]
    material: dict[str, float]
    kinds: dict[str, list[tuple[str, float]]]
    slips: dict[str, str]
    entities: dict[str, Any]
    metadata: dict[str, Any]

    @property
    def is_button(self) -> bool:
        return self.text.startswith("/")

    @property
    def received_at(self) -> datetime:
        """When the resident's line arrived (aware UTC): "yesterday" is counted from here, also in a replay."""
        try:
            at = datetime.fromisoformat(str(self.metadata.get("received_at")).replace("Z", "+00:00"))
        except ValueError:
            return datetime.now(UTC)
        return at if at.tzinfo else at.replace(tzinfo=UTC)

    @property
    def original(self) -> str:
        """The resident's untouched words (Rasa itself gets a normalised, capped form)."""
        return str(self.metadata.get("original") or self.text)

    def tactics(self) -> list[tuple[str, float]]:
        """Likely tactics, asked about or quoted: (slug, probability) likeliest first."""
        asked, quoted = self.mass.get("tactic", 0.0), self.mass.get("scam_text", 0.0)
        joint: dict[str, float] = {}
        for weight, intent in ((asked, "tactic"), (quoted, "scam_text")):
            for slug, probability in self.kinds.get(intent, []):
                joint[slug] = joint.get(slug, 0.0) + weight * probability
        total = asked + quoted or 1.0
        return sorted(((slug, p / total) for slug, p in joint.items()), key=lambda pair: -pair[1])

    def guess(self) -> Guess | None:
        """The text model's opinion of a pasted text; None when the NLU sent none."""
        if not self.material:
            return None
        return Guess(**self.material, tactics=tuple(self.kinds.get("scam_text", [])), slips=self.slips)


def understand(tracker: Tracker) -> Understanding:
    """The latest user message; fields the NLU did not send are empty."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    return Understanding(
        text=message.get("text") or "",
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        mass=message.get("intent_mass") or {},
        material=message.get("material") or {},
        kinds={name: [(k, p) for k, p in pairs] for name, pairs in (message.get("kinds") or {}).items()},
        slips=message.get("slips") or {},
        entities={e["entity"]: e["value"] for e in message.get("entities") or []},
        metadata=message.get("metadata") or {},
    )

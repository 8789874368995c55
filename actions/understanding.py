"""What the NLU made of the resident's latest line, read out of Rasa's tracker once and typed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rasa_sdk import Tracker

from actions.judge.guess import Guess

_MATERIAL = {"scam_text": "scam", "genuine_text": "genuine", "advert_text": "advert"}
# Below this share of all intents the three say nothing about each other.
_MATERIAL_AT_ALL = 0.2


@dataclass(frozen=True)
class Understanding:
    """`mass` is every intent's probability; `kinds` the likeliest tactics asked about and quoted (given that)."""

    text: str
    intent: str
    confidence: float
    mass: dict[str, float]
    kinds: dict[str, list[tuple[str, float]]]
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
        """How much the text looks like a scam's, a genuine message's or an advert's own words, given that it is one
        of them; None when the NLU takes it for talk."""
        shares = {name: self.mass.get(intent, 0.0) for intent, name in _MATERIAL.items()}
        total = sum(shares.values())
        if total < _MATERIAL_AT_ALL:
            return None
        return Guess(**{k: v / total for k, v in shares.items()}, tactics=tuple(self.kinds.get("scam_text", [])))


def understand(tracker: Tracker) -> Understanding:
    """The latest user message; fields the NLU did not send are empty."""
    message = tracker.latest_message or {}
    intent = message.get("intent") or {}
    return Understanding(
        text=message.get("text") or "",
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        mass=message.get("intent_mass") or {},
        kinds={name: [(k, p) for k, p in pairs] for name, pairs in (message.get("kinds") or {}).items()},
        entities={e["entity"]: e["value"] for e in message.get("entities") or []},
        metadata=message.get("metadata") or {},
    )

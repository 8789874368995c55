"""What is known of a claim: whom they say they are, by which way they came, what they want."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

QUESTIONS = ("body", "way", "wish")


@dataclass(frozen=True)
class Claim:
    """None: not asked yet; "" or an empty list: asked and not known. `left` names what the resident wanted instead.

    `asides` counts questions of another kind that came in between.
    """

    body: str | None = None
    way: list[str] | None = None
    wish: list[str] | None = None
    missed: list[str] = field(default_factory=list)
    urged: bool = False
    asides: int = 0
    left: str | None = None

    @classmethod
    def from_slot(cls, slot: Any) -> "Claim":
        """The claim kept in Rasa's slot, or an empty one."""
        return cls(**slot) if isinstance(slot, dict) else cls()

    def to_slot(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def next_question(self) -> str | None:
        """The first of QUESTIONS that is neither told nor asked, or None."""
        return next((name for name in QUESTIONS if getattr(self, name) is None), None)

    def learn(self, told: "Claim") -> "Claim":
        """Take over what a line named: who they are only while unknown, ways and wishes add up."""
        return replace(
            self,
            body=self.body or told.body or self.body,
            way=_joined(self.way, told.way),
            wish=_joined(self.wish, told.wish),
        )

    def unknown(self, question: str) -> "Claim":
        """Asked and not known."""
        match question:
            case "body":
                return replace(self, body="")
            case "way":
                return replace(self, way=[])
            case _:
                return replace(self, wish=[])


def _joined(known: list[str] | None, told: list[str] | None) -> list[str] | None:
    return known if not told else list(dict.fromkeys([*(known or []), *told]))

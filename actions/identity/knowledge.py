"""Everything the flow knows, read once."""

from dataclasses import dataclass

from actions.identity.answer import answer_briefly
from actions.identity.body import Body, read_bodies
from actions.identity.choices import Choices, read_choices
from actions.identity.reader import Reader
from actions.say import Say


@dataclass(frozen=True)
class Knowledge:
    """Bodies and choices, and the reader of their words."""

    bodies: dict[str, Body]
    choices: Choices
    reader: Reader

    @classmethod
    def read(cls) -> "Knowledge":
        """From the room's own files; raises BadCatalogue."""
        bodies, choices = read_bodies(), read_choices()
        return cls(bodies, choices, Reader(bodies, choices))

    def briefly(self, text: str) -> list[Say]:
        """A short answer to "is it really them?" asked in the middle of something else."""
        return answer_briefly(self.reader.read(text), self.bodies, self.choices)

"""All that is known of an indicator on this machine: imported lists, and what residents reported here."""

from dataclasses import dataclass

from actions.intake.reported import Reports
from actions.judge.listed import Kind, Listing
from actions.lists.lookup import ListsFile


@dataclass(frozen=True)
class LocalKnowledge:
    """`actions.judge.listed.Known` from the room's two files."""

    lists: ListsFile
    reports: Reports

    def lookup(self, kind: Kind, value: str) -> list[Listing]:
        return self.lists.lookup(kind, value)

    def official(self, kind: Kind, value: str) -> str | None:
        return self.lists.official(kind, value)

    def reporters(self, kind: Kind, value: str) -> int:
        return self.reports.reporters(kind, value)

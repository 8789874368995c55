"""What residents read about a finding."""

from actions.judge.datafile import load
from actions.judge.finding import Finding


def sentences() -> dict[str, str]:
    """Each sign's sentence with its place for {evidence}."""
    table: dict[str, str] = load("sentences")["sentences"]
    return table


def sentence(finding: Finding) -> str:
    """The sentence for one finding, its evidence quoted."""
    return sentences()[finding.sign].replace("{evidence}", finding.evidence)

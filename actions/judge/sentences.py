"""What residents read about a finding."""

from actions.extract.quoting import quotable
from actions.judge.datafile import load
from actions.judge.finding import Finding


def sentences() -> dict[str, str]:
    """Each sign's sentence with its place for {evidence}."""
    table: dict[str, str] = load("sentences")["sentences"]
    return table


def sentence(finding: Finding) -> str:
    """The sentence for one finding, its evidence quoted and its details filled in."""
    text = sentences()[finding.sign]
    for place, detail in finding.details:
        text = text.replace("{" + place + "}", detail)
    return text.replace("{evidence}", quotable(finding.evidence))

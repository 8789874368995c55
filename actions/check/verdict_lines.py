"""Puts a verdict into lines: the finding with its evidence, then what to do now."""

from functools import cache
from pathlib import Path

import yaml

from actions.ask.catalogue import Catalogue
from actions.judge.finding import Finding
from actions.judge.sentences import sentence
from actions.judge.verdict import Verdict
from actions.say import Say

# A frightened person reads three reasons, not seven; the card carries them all.
_SHOWN = 3
# What others reported is said with every verdict; it accuses nobody.
_REPORTED = "reported_before"


def verdict_lines(verdict: Verdict, catalogue: Catalogue, *, alone: bool, together: str = "") -> list[Say]:
    """One bubble with the severity and the reasons, one with what to do; the card goes with the first.

    `alone`: only a number, link or account was sent, so that "no sign" means little and is said so.
    `together`: what to say in front when it is about several messages.
    """
    findings = "\n".join(f"• {sentence(finding)}" for finding in worth_reading(verdict))
    reported = "".join(f"\n• {sentence(finding)}" for finding in verdict.findings if finding.sign == _REPORTED)
    level = verdict.severity.value
    if verdict.official and not verdict.findings:
        level = "official"
    elif alone and verdict.severity.value == "no_sign":
        level = "unknown"
    head = Say(
        f"utter_verdict_{level}",
        {"findings": findings, "official": verdict.official or "", "together": together, "reported": reported},
        card=verdict.to_card(),
    )
    tactic = catalogue.get(verdict.tactic) if verdict.tactic else None
    if tactic and verdict.severity.value in ("danger", "caution"):
        do_now = "\n".join(f"• {line}" for line in tactic.do_now)
        return [head, Say("utter_do_now_tactic", {"title": tactic.title, "do_now": do_now})]
    if tactic and verdict.severity.value == "no_sign":
        return [head, Say("utter_do_now_resembles", {"title": tactic.title})]
    return [head, Say(f"utter_do_now_{verdict.severity.value}")]


def worth_reading(verdict: Verdict) -> list[Finding]:
    """The worst findings, each about another piece of evidence, and what others reported."""
    by_evidence = {finding.evidence: finding for finding in reversed(verdict.findings)}
    own = [f for f in verdict.findings if by_evidence[f.evidence] is f and f.sign != _REPORTED]
    return own[:_SHOWN] + [f for f in verdict.findings if f.sign == _REPORTED][:1]


def together(count: int, *, again: bool) -> str:
    """What goes in front of the verdict on `count` messages; `again`: some of them had an answer before."""
    return _wording()["together_again" if again else "together"].format(count=count) if count > 1 else ""


@cache
def _wording() -> dict[str, str]:
    wording: dict[str, str] = yaml.safe_load(Path(__file__).with_name("wording.yml").read_text(encoding="utf-8"))
    return wording

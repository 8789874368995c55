"""How signs, counter-evidence and the text model become one severity: every number of that decision is here.

A sign weighs 1 (weak), 2 (middling) or 3 (strong); of one sign only the heaviest finding counts.
DANGER_AT 4 = two middling signs, or a middling one with two weak; one strong sign is enough, unless a public warning
only names it. At LIKELY_DANGER_AT 3 it is danger too when the model does not take the text for a genuine one or an
advert. Danger always has a sign to name: signs of CONTEXT and GREY reach it only with a model that is sure.
CAUTION_AT 2 = one middling sign or two weak ones; a single weak sign never alarms.
The model speaks in steps: each of MODEL_STEPS that its scam share reaches is worth one point, so that it can raise
caution alone and confirm what signs found; below MODEL_CALM it takes points off, unless an unknown link is there:
fakes copy the genuine message word for word, and only the link differs.
GREY signs are unpleasant rather than fraud in themselves: without anything else they stop at caution.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.judge.counter_evidence import Counter
from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.guess import Guess
from actions.judge.severity import Severity

# Set on our own texts, cross-validated: of nlu/'s scam texts 83 % are alarmed, of its genuine ones 8 %, of its adverts
# 3 %; they are harder than life on purpose (near pairs). docs/accuracy.md has the figures on texts nobody tuned to.
DANGER_AT, LIKELY_DANGER_AT, CAUTION_AT = 4, 3, 2
MODEL_STEPS, MODEL_SURE = (0.50, 0.78, 0.82, 0.92), 0.80
# Slips hide words from signs and model alike: of a text full of them less is asked.
CLUMSY_STEPS = (0.50, 0.70, 0.80, 0.90)
MODEL_CALM, MODEL_CALM_RELIEF = 0.10, 2
# Up to this share of the other two classes the model has no objection; from the second on it calls an advert one.
MODEL_DOUBT, MODEL_ADVERT = 0.30, 0.50
MARKED_ADVERT_RELIEF = 2
GREY = frozenset({"weapons", "gambling", "gambling_domain", "sex_lure", "loan_lure", "forged_papers"})
# Signs that only colour others.
CONTEXT = frozenset(
    {
        "odd_ending",
        "shortener",
        "hurry",
        "contact_moved",
        "phone_shape",
        "lure_in_domain",
        "reported_before",
        "on_old_list",
    }
)
# What shops do as well: with the marks of advertising around it, it is advertising.
SOFT = frozenset({"hurry", "shortener", "contact_moved", "prize", "odd_ending", "loan_lure", "easy_money"})


def heaviest(findings: Iterable[Finding]) -> dict[str, int]:
    """Each sign's heaviest finding."""
    best: dict[str, int] = {}
    for finding in findings:
        best[finding.sign] = max(best.get(finding.sign, 0), finding.weight)
    return best


def _model(guess: Guess | None, unknown_link: bool) -> int:
    if guess is None:
        return 0
    if guess.scam < MODEL_CALM:
        return 0 if unknown_link else -MODEL_CALM_RELIEF
    return sum(guess.scam >= step for step in (CLUMSY_STEPS if guess.slips else MODEL_STEPS))


@dataclass(frozen=True)
class Bearing:
    """How a message reads besides its signs: like advertising, marked as such, with a link to nobody on the tables."""

    advert: bool
    marked: bool
    unknown_link: bool


def weigh(
    findings: Iterable[Finding], counters: tuple[Counter, ...], guess: Guess | None, bearing: Bearing
) -> Severity:
    """The severity of one message."""
    best = heaviest(findings)
    model = _model(guess, bearing.unknown_link)
    calm = Severity.ADVERT if bearing.advert or (guess and guess.advert >= MODEL_ADVERT) else Severity.NO_SIGN
    answered = any(counter.answers_strong for counter in counters)
    if any(weight >= STRONG and sign not in GREY for sign, weight in best.items()) and not answered:
        return Severity.DANGER
    relief = sum(counter.relief for counter in counters)
    if bearing.marked and set(best) <= SOFT:
        relief += MARKED_ADVERT_RELIEF
    score = sum(best.values()) + model - relief
    solid, sure = set(best) - GREY - CONTEXT, guess is not None and guess.scam >= MODEL_SURE
    named = solid or (sure and set(best) - CONTEXT) or (best and model == len(MODEL_STEPS))
    if score >= DANGER_AT and named:
        return Severity.DANGER
    heavy = any(best[sign] >= MEDIUM for sign in solid)
    if score >= LIKELY_DANGER_AT and heavy and guess and max(guess.genuine, guess.advert) <= MODEL_DOUBT:
        return Severity.DANGER
    return Severity.CAUTION if score >= CAUTION_AT else calm

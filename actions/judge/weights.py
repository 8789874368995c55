"""How signs, counter-evidence and the text model become one severity: every number of that decision is here.

A sign weighs 1 (weak), 2 (middling) or 3 (strong); of one sign only the heaviest finding counts.
DANGER_AT 4 = two middling signs, or a middling one with two weak; one strong sign is enough, unless a public warning
only names it. Signs of CONTEXT and GREY alone never reach danger.
CAUTION_AT 2 = one middling sign or two weak ones; a single weak sign never alarms.
The model's word is worth one middling sign when it is very sure, a weak one when it is sure: alone it can reach
caution, with others confirm them, never outweigh a strong one.
In 5-fold cross-validation on nlu/ a scam share of 0.90 and more was given to 81 % of the scam texts, 2.0 % of the
genuine ones and no advert; 0.75 and more to 91 %, 6.0 % and 2.8 %. Calibrate both when the model changes.
GREY signs are unpleasant rather than fraud in themselves: without anything else they stop at caution.
"""

from collections.abc import Iterable

from actions.judge.counter_evidence import Counter
from actions.judge.finding import MEDIUM, STRONG, WEAK, Finding
from actions.judge.guess import Guess
from actions.judge.severity import Severity

# The two thresholds were set on our own messages (tests/actions/judge/data/messages.yml).
DANGER_AT, CAUTION_AT = 4, 2
MODEL_VERY_SURE, MODEL_SURE, MODEL_WEIGHT = 0.90, 0.75, MEDIUM
MARKED_ADVERT_RELIEF = 2
GREY = frozenset({"gambling", "sex_lure", "loan_lure", "forged_papers"})
# Signs that only colour others.
CONTEXT = frozenset({"odd_ending", "shortener", "hurry", "contact_moved", "phone_shape"})
# What shops do as well: with the marks of advertising around it, it is advertising.
SOFT = frozenset({"hurry", "shortener", "contact_moved", "prize", "odd_ending", "loan_lure", "easy_money"})


def heaviest(findings: Iterable[Finding]) -> dict[str, int]:
    """Each sign's heaviest finding."""
    best: dict[str, int] = {}
    for finding in findings:
        best[finding.sign] = max(best.get(finding.sign, 0), finding.weight)
    return best


def _model(guess: Guess | None, counters: tuple[Counter, ...]) -> int:
    if guess is None:
        return 0
    if guess.scam >= MODEL_SURE:
        weight = MODEL_WEIGHT if guess.scam >= MODEL_VERY_SURE else WEAK
        return 0 if counters else weight
    return -MODEL_WEIGHT if max(guess.genuine, guess.advert) >= MODEL_SURE else 0


def weigh(
    findings: Iterable[Finding], counters: tuple[Counter, ...], guess: Guess | None, advert: bool, marked: bool
) -> Severity:
    """The severity of one message; `advert` = reads like advertising, `marked` = says so itself."""
    best = heaviest(findings)
    calm = Severity.ADVERT if advert or (guess is not None and guess.advert >= MODEL_SURE) else Severity.NO_SIGN
    answered = any(counter.answers_strong for counter in counters)
    if any(weight >= STRONG and sign not in GREY for sign, weight in best.items()) and not answered:
        return Severity.DANGER
    relief = sum(counter.relief for counter in counters)
    if marked and set(best) <= SOFT:
        relief += MARKED_ADVERT_RELIEF
    score = sum(best.values()) + _model(guess, counters) - relief
    if score >= DANGER_AT and (set(best) - GREY - CONTEXT):
        return Severity.DANGER
    return Severity.CAUTION if score >= CAUTION_AT else calm

"""The two-step text model itself; knows scikit-learn, not Rasa."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from nlu.components.cues import with_cues
from nlu.components.fold import fold

# Chosen by 4-fold cross-validation on the training files: C=30, balanced, characters 2-4, with cues.
_C = 30.0
# Only of these does anybody ask which one it is; genuine texts and adverts are one answer whatever their kind.
_TOLD_APART = ("tactic", "scam_text")
_WORD = r"(?u)\b\w+\b"


def _pipeline(rare_characters: int, rare_words: int) -> Pipeline:
    """Features seen in fewer examples than these are left out."""
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=rare_characters, sublinear_tf=True)
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=rare_words, sublinear_tf=True, token_pattern=_WORD)
    features = FeatureUnion([("characters", characters), ("words", words)])
    classifier = LogisticRegression(C=_C, solver="liblinear", class_weight="balanced")
    return Pipeline([("features", features), ("classifier", classifier)])


class TextModel:
    """Step one: text -> intent. Step two: text -> which tactic is asked about, which one a scam text belongs to."""

    def __init__(self, intents: Pipeline, kinds: dict[str, Pipeline]) -> None:
        self._intents = intents
        self._kinds = kinds

    @classmethod
    def fit(cls, texts: list[str], labels: list[str]) -> TextModel:
        """labels are "intent" or "intent/kind"; needs two intents at least."""
        folded = [with_cues(fold(text)) for text in texts]
        by_intent: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for text, label in zip(folded, labels, strict=False):
            intent, _, kind = label.partition("/")
            if kind:
                by_intent[intent][0].append(text)
                by_intent[intent][1].append(kind)
        intents = _pipeline(3, 2).fit(folded, [label.partition("/")[0] for label in labels])
        kinds = {name: _pipeline(2, 1).fit(x, y) for name, (x, y) in by_intent.items() if name in _TOLD_APART}
        return cls(intents, kinds)

    def parts(self) -> dict[str, Any]:
        """What `TextModel(**parts)` needs to be the same model again."""
        return {"intents": self._intents, "kinds": self._kinds}

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their probability, likeliest first."""
        return _ranked(self._intents, with_cues(fold(text)))

    def kinds(self, text: str, top: int) -> dict[str, list[tuple[str, float]]]:
        """For `tactic` and `scam_text` the `top` likeliest slugs with probability (given that intent)."""
        folded = with_cues(fold(text))
        return {name: _ranked(pipeline, folded)[:top] for name, pipeline in self._kinds.items()}


def _ranked(pipeline: Pipeline, folded: str) -> list[tuple[str, float]]:
    probabilities = pipeline.predict_proba([folded])[0]
    pairs = zip(pipeline.classes_, probabilities, strict=False)
    return sorted(((str(c), round(float(p), 4)) for c, p in pairs), key=lambda pair: -pair[1])

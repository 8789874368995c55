"""The cached validator says yes and no exactly where the original does."""

import json
import unittest

import jsonschema
from rasa.core.actions.action import RemoteAction

from nlu import schema_cache


class CachedValidation(unittest.TestCase):
    def setUp(self) -> None:
        schema_cache.install()
        self.schema = RemoteAction.action_response_format_spec()

    def test_a_good_answer_passes(self) -> None:
        answer = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "chào"}]}
        jsonschema.validate(answer, self.schema)

    def test_a_malformed_answer_is_still_refused(self) -> None:
        bad_answers: list[object] = [
            {"events": "none", "responses": []},
            {"events": [{"name": "a"}], "responses": []},
            [],
        ]
        for bad in bad_answers:
            with self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate(bad, self.schema)

    def test_an_equal_schema_in_a_new_dict_is_not_checked_again(self) -> None:
        jsonschema.validate({"events": [], "responses": []}, self.schema)
        size = len(schema_cache._validators)
        jsonschema.validate({"events": [], "responses": []}, json.loads(json.dumps(self.schema)))
        self.assertEqual(len(schema_cache._validators), size)

    def test_a_broken_schema_is_refused(self) -> None:
        with self.assertRaises(jsonschema.SchemaError):
            jsonschema.validate({}, {"type": "no such type"})

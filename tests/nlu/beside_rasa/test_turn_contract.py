"""Rasa's half of rasa_turn.json: the channel takes this request and collects replies of this shape."""

import json
import unittest
from pathlib import Path

from nlu.channel import parse_turn
from nlu.collected_replies import CollectedReplies

TURN = json.loads((Path(__file__).parents[2] / "contract" / "rasa_turn.json").read_text(encoding="utf-8"))


class TurnContract(unittest.IsolatedAsyncioTestCase):
    def test_the_request_is_taken_as_it_is(self) -> None:
        self.assertEqual(parse_turn(json.dumps(TURN["request"]).encode()), TURN["request"])

    async def test_the_replies_have_this_shape(self) -> None:
        collected = CollectedReplies()
        for reply in TURN["answer"]["replies"]:
            await collected.send_response("x", reply)
        self.assertEqual(collected.replies, TURN["answer"]["replies"])

"""The channel's door: who may enter, how large, and what a failed turn answers."""

import unittest

from nlu.channel import BadTurn, TinbaoChannel, parse_turn
from nlu.collected_replies import CollectedReplies


class ParsingTurns(unittest.TestCase):
    def test_a_turn(self) -> None:
        turn = parse_turn('{"sender": "a", "message": "chào"}'.encode())
        self.assertEqual(turn, {"sender": "a", "message": "chào", "metadata": {}, "instance": None})

    def test_what_is_no_turn(self) -> None:
        bad = [
            b"",
            b"[]",
            b"{",
            b'{"sender": "a"}',
            b'{"sender": "", "message": "b"}',
            b'{"sender": 1, "message": "b"}',
            b'{"sender": "a", "message": "b", "metadata": []}',
            b'{"sender": "a", "message": "b", "instance": 5}',
            ('{"sender": "a", "message": "%s"}' % ("b" * 4097)).encode(),
        ]
        for body in bad:
            with self.assertRaises(BadTurn):
                parse_turn(body)

    def test_no_token_no_channel(self) -> None:
        with self.assertRaises(BadTurn):
            TinbaoChannel("")


class Collecting(unittest.IsolatedAsyncioTestCase):
    async def test_text_buttons_and_card_stay_one_reply(self) -> None:
        collected = CollectedReplies()
        buttons = [{"title": "Có", "payload": "/affirm", "type": "postback"}]
        await collected.send_response("x", {"text": "một\n\nhai", "buttons": buttons, "custom": {"card": {}}})
        await collected.send_response("x", {"text": ""})
        expected = [{"text": "một\n\nhai", "buttons": [{"title": "Có", "payload": "/affirm"}], "custom": {"card": {}}}]
        self.assertEqual(collected.replies, expected)

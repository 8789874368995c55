"""A Reply as messages of Zalo's size: text, at most five buttons, quoted addresses dead."""

from dataclasses import replace
from itertools import batched
from typing import Any

from bot.channels.receipt_line import is_receipt, with_receipt
from bot.channels.zalo.quoting import inert
from bot.channels.zalo_oa.sentences import zalo_oa_sentences
from bot.channels.zalo_oa.tapping import payload
from bot.reply import IssuedButton, Reply
from bot.splitting import split

TEXT = 2000  # UTF-16 units; Zalo refuses what is longer
TITLE = 100
SUBTITLE = 500
BUTTONS = 5
CALL_BACK = "call_back"  # our own mark of the part that is Zalo's form


def to_parts(reply: Reply) -> list[Reply]:
    """The messages in order. The first five buttons on the last of the text, the others below; the form at the end.

    A receipt's last text keeps its card, for its picture, where no buttons take the picture's place.
    """
    sentences = zalo_oa_sentences()
    texts = split(inert(with_receipt(reply, sentences.receipt)), TEXT)
    groups = list(batched(reply.buttons, BUTTONS))
    if groups and not texts:
        texts = [sentences.choose]
    parts = [Reply(text) for text in texts]
    if groups:
        parts[-1] = Reply(texts[-1], groups[0])
    elif is_receipt(reply):
        parts[-1] = replace(parts[-1], card=reply.card)
    parts += [Reply(sentences.more, group) for group in groups[1:]]
    if _asked_for_a_person(reply):
        parts.append(Reply("", card={"type": CALL_BACK}))
    return parts


def code_to_draw(part: Reply) -> str | None:
    """The code whose picture goes with this part."""
    return part.card["code"] if part.card and is_receipt(part) else None


def is_form(part: Reply) -> bool:
    """Whether the part is Zalo's form for a number; its words are a part of their own."""
    return _type(part) == CALL_BACK


def to_message(part: Reply, picture: str | None = None) -> dict[str, Any]:
    """The `message` of one part. picture: the id of what was uploaded for it."""
    if is_form(part):
        return {"attachment": _template({"template_type": "request_user_info", "elements": [_form()]})}
    message: dict[str, Any] = {"text": part.text}
    if part.buttons:
        message["attachment"] = _template({"buttons": [_button(button) for button in part.buttons]})
    elif picture:
        shown = {"media_type": "image", "attachment_id": picture}
        message["attachment"] = _template({"template_type": "media", "elements": [shown]})
    return message


def _template(content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "payload": content}


def _form() -> dict[str, str]:
    sentences = zalo_oa_sentences()
    return {"title": sentences.call_back_title[:TITLE], "subtitle": sentences.call_back[:SUBTITLE]}


def _button(button: IssuedButton) -> dict[str, str]:
    title, *more = split(button.title, TITLE) or ["…"]
    if more:
        title = split(button.title, TITLE - 1)[0] + "…"
    return {"title": title, "type": "oa.query.hide", "payload": payload(button.token)}


def _asked_for_a_person(reply: Reply) -> bool:
    """Only who asks to be called back, or for a person, is offered Zalo's form for a number; it is theirs to choose."""
    card = reply.card or {}
    return (card.get("type"), card.get("reason")) == ("handover", "person")


def _type(reply: Reply) -> str | None:
    return reply.card.get("type") if reply.card else None

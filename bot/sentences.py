"""The bot's own sentences, read from sentences.yml; a missing or unknown one stops the process."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.yaml_words import read_words


class _Texts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AttachmentSentences(_Texts):
    """What is said of a kept file, by kind, and `until` for the first one; then of one that is not kept."""

    image: str
    audio: str
    video: str
    pdf: str
    file: str
    program: str
    until: str
    full: str
    no_room: str
    too_big: str
    not_fetched: str

    def about(self, kind: str) -> str:
        """The sentence for a kept file of this kind; an unknown kind is a file."""
        kinds = ("image", "audio", "video", "pdf", "program")
        return str(getattr(self, kind if kind in kinds else "file"))

    def not_kept(self, fate: str) -> str:
        """The sentence for a file that is not kept."""
        return str(getattr(self, fate))


class PictureSentences(_Texts):
    """What was read in a picture, {excerpt} or {code}; and one sentence for each Trouble."""

    read: str
    link: str
    payment: str
    code: str
    unclear: str
    not_a_picture: str
    too_big: str
    broken: str
    slow: str
    not_fetched: str
    no_room: str
    no_reader: str

    def about(self, trouble: str) -> str:
        """The trouble's sentence."""
        return str(getattr(self, trouble))


class PlaceSentences(_Texts):
    """A place on the map, in Vietnam or not."""

    here: str
    elsewhere: str


class DoorSentences(_Texts):
    """What the web door says when it does not take a message."""

    no_session: str
    bad_body: str
    text_too_long: str
    file_too_big: str
    not_stored: str


class Sentences(_Texts):
    """Named after the moment they are said."""

    holding: str
    offer: str
    offer_button: str
    parked: str
    raw_accepted: str
    raw_done: str
    raw_lost: str
    raw_nothing: str
    button_expired: str
    button_spent: str
    question_passed: str
    no_such_number: str
    blank: str
    unsupported: str
    unknown_command: str
    edited: str
    own_contact: str
    place: PlaceSentences
    attachment: AttachmentSentences
    picture: PictureSentences
    slow_down: str
    queue_full: str
    choose: str
    sent_twice: str
    door: DoorSentences


@cache
def load_sentences() -> Sentences:
    """The sentences beside this file."""
    return read_words(Sentences, Path(__file__).with_name("sentences.yml"))

"""The file, the card or the place that a message brings."""

from bot.channels.telegram.shapes import File, Message
from bot.incoming import Attachment, Contact, Place

_FAMILIES = ("image", "audio", "video")


def attachment_of(message: Message) -> Attachment | None:
    """A file with what is needed to fetch it later; nothing is fetched here."""
    found = _found(message)
    return Attachment(found[0], found[1].file_name, found[1].file_id, found[1].file_size) if found else None


def file_mark(message: Message) -> str | None:
    """What the message's file is known by, also when an edit brings it again; its id may be another each time."""
    found = _found(message)
    return (found[1].file_unique_id or found[1].file_id) if found else None


def contact_of(message: Message) -> Contact | None:
    """A contact card; without Telegram's word that it is the sender's own it counts as another's.

    Of their own card, sent on or not, only the number counts: it is for being called back.
    """
    card = message.contact
    if card is None:
        return None
    name = " ".join(filter(None, (card.first_name, card.last_name))) or None
    own = message.sender is not None and card.user_id == message.sender.id
    return Contact(card.phone_number or None, None if own else name, own)


def place_of(message: Message) -> Place | None:
    """The point of a location or of a venue."""
    location = message.venue.location if message.venue else message.location
    return Place(location.latitude, location.longitude) if location else None


def _found(message: Message) -> tuple[str, File] | None:
    if message.photo:
        # the largest of the sizes that Telegram made: small type is lost in the others
        return "image", max(message.photo, key=lambda size: size.width * size.height)
    if sound := message.voice or message.audio:
        return "audio", sound
    if film := message.video or message.video_note or message.animation:
        return "video", film
    if document := message.document:
        mime = document.mime_type or ""
        family = mime.split("/")[0]
        return "pdf" if mime == "application/pdf" else family if family in _FAMILIES else "file", document
    return None

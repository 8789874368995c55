"""Asks for a card number, an ID card or a photo of it."""

from actions.judge.finding import MEDIUM, WEAK, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_PHOTO = phrase(
    "(?:chup|gui|cung cap|cho (?:em |minh )?xin|xin|nhap|dien|quet)~(?:hai mat|2 mat|"
    "mat truoc|mat sau|anh (?:chup )?(?:can cuoc|cccd|cmnd|chung minh|the|khuon mat)|so the|"
    "thong tin the|ngay het han (?:cua )?the|cvv|ma so the)",
    "(?:chup|gui)~(?:cccd|cmnd|can cuoc|chung minh thu|the (?:atm|ngan hang|tin dung))",
)
_NUMBER = phrase(
    "(?:cung cap|doc|nhap|dien|cho xin|khai bao)~(?:so (?:cccd|cmnd|can cuoc|dinh danh|"
    "tai khoan)|cccd|cmnd|thong tin (?:ca nhan|tai khoan|ngan hang))",
)
_KIN = phrase("cho (?:me|bo|ba|ong|vo|chong|con|bo me|ba me)")
_SENT = phrase("(?:da|duoc|vua|se|dang)")


def find(message: Message) -> list[Finding]:
    """A photo or card is middling; a bare number weak, for schools and employers ask for it too."""
    for pattern, weight in ((_PHOTO, MEDIUM), (_NUMBER, WEAK)):
        ask = message.asserted(pattern)
        if ask and not _SENT.search(message.text, max(0, ask.start() - 5), ask.start()):
            if message.near(_KIN, ask, 24):
                return []
            return [Finding("card_or_id_asked", message.quote(ask), weight)]
    return []

"""A parcel that is stuck until a link is opened or something is paid."""

from actions.judge.finding import MEDIUM, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_PARCEL = phrase(
    "(?:don hang|buu kien|buu pham|kien hang|goi hang|hang cua ban|don)~"
    "(?:khong (?:the )?giao|giao (?:khong thanh cong|that bai)|sai dia chi|"
    "thieu (?:thong tin|dia chi)|bi (?:giu|tra lai|huy|hoan|tam giu|ket)|chua (?:giao|"
    "nhan) duoc|dang bi giu|khong thanh cong|that bai)",
    "(?:cap nhat|xac nhan|bo sung) (?:lai )?dia chi~(?:link|giao|nhan|tai)",
)


def find(message: Message) -> list[Finding]:
    """Middling with an outside link, nothing without: couriers do report failed deliveries."""
    parcel = message.asserted(_PARCEL)
    return (
        [Finding("parcel_problem", message.quote(parcel), MEDIUM)]
        if parcel and message.outside_links and not message.owners
        else []
    )

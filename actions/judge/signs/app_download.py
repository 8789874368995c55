"""An app from outside the official shops."""

import re

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message
from actions.judge.phrases import phrase

_APK = re.compile(r"(?<![a-z0-9])[\w.-]{0,60}\.apk(?![a-z0-9])|(?<![a-z0-9])(?:file|tep|ban|app) apk(?![a-z0-9])")
_INSTALL = phrase(
    "(?:cai|tai|download|cap nhat) (?:dat |ve |xuong )?(?:app|ung dung|phan mem|file)~"
    "(?:link|duong dan|lien ket|duoi day|sau day|em gui|gui qua|theo huong dan)",
    "(?:bam|truy cap|vao|nhan|click)~(?:link|duong dan|lien ket)~(?:de )?(?:cai|tai) (?:dat |"
    "ve )?(?:app|ung dung|phan mem)?",
    "(?:cai|tai) (?:dat |ve |xuong )?(?:app|ung dung|phan mem)~(?:cua (?:bo|co quan|cong an|"
    "dien luc|thue)|dinh danh|dich vu cong|vneid|etax|vssid|cskh)",
    "bat (?:quyen )?(?:cai dat )?(?:tu )?nguon khong (?:xac dinh|ro)",
)


def find(message: Message) -> list[Finding]:
    """An .apk file, or an app to be installed through a link or by somebody's guidance."""
    if apk := message.asserted(_APK):
        return [Finding("app_download", message.quote(apk), STRONG)]
    install = message.asserted(_INSTALL)
    if install is None or (message.owners and not message.outside_links):
        return []
    risky = bool(message.unproven_links) or bool(message.personal_phones) or "zalo" in message.text
    return [Finding("app_download", message.quote(install), STRONG if risky else MEDIUM)]

"""A link by bare IP address, with a name before "@", or written so that filters miss it."""

from actions.judge.finding import MEDIUM, STRONG, Finding
from actions.judge.message import Message, cut


def find(message: Message) -> list[Finding]:
    """Every link that hides its host; obfuscation alone ("hxxp", "[.]") is a middling sign."""
    found = []
    for link in message.links:
        if link.is_ip or link.has_userinfo:
            found.append(Finding("ip_or_userinfo_link", cut(link.quoted), STRONG))
        elif link.obfuscated and link in message.outside_links:
            found.append(Finding("ip_or_userinfo_link", cut(link.quoted), MEDIUM))
    return found

"""A domain that names a betting house."""

import re

from actions.judge.finding import MEDIUM, Finding
from actions.judge.host_words import host_words
from actions.judge.message import Message, cut

_HOUSE = re.compile(
    r"cltx|chanle|taixiu|(?<![a-z])nohu|quayhu|xocdia|nhacai|keonha|keobong|keochuan|soikeo|cacuoc|cado(?:bong|online)|gamebai|danhbai|doithuong|bancadoi"
    r"|lode(?:online|uytin|\d)|loto\d|soicau|bachthu|xosove|dagathomo|daga(?:truc|\d)|casino|baccarat|jackpot|songbac|(?<![a-z])sicbo"
    r"|sunwin|go88|hitclub|b52club|rikvip|iwinclub|789club|zowin|manclub|kubet(?!e)|thabet|thienha|bong88|sbobet|fun88|fb88|m88|w88|ae888|f8bet|shbet|okvip|jun88|hi88|new88|mb66|bk8|vn88|v9bet|i9bet|8xbet|8kbet|j88|ku11|ku777|ole777|vwin|letou|dafabet|debet|cwin|mu88|789bet|sv88|uw88|sky88|lucky88|oxbet|bet365"
    r"|(?<![a-z])\d{1,4}bet(?![a-z])|(?<![a-z])[a-z0-9]{0,6}bet\d{1,4}(?!\d)|(?<![a-z])bet\d{2,4}|\d{2,3}win(?![a-z])|(?<![a-z])win(?!32|64|10)\d{2,3}(?!\d)|(?:nap|rut)doithuong"
    # "ta88", "alo789": a short made-up word and a number of luck, and nothing else
    r"|(?<!\S)[a-z]{1,4}(?:88|789|777|888)(?!\S)"
)


def find(message: Message) -> list[Finding]:
    """Middling for every unknown link whose host says so."""
    return [
        Finding("gambling_domain", cut(link.quoted), MEDIUM)
        for link in message.unknown_links
        if _HOUSE.search(host_words(link))
    ]

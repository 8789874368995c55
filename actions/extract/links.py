"""Links as they arrive: plain, bare, obfuscated, by IP address, with a user name in front. Never opened."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import idna
import tldextract
import yaml

from actions.extract.fold import Mapped, tidy

_MARKS = "\u0300-\u036f"
_DOT = r"(?:\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))\s?|\.)"
_LABEL = rf"[\w{_MARKS}](?:[\w{_MARKS}-]{{0,61}}[\w{_MARKS}])?"
_TAIL = r"[^\s<>\"'“”«»]{0,400}"
_SCHEME = re.compile(
    rf"h(?:tt|xx|\*\*)ps?\s?:\s?//\s?(?:[^\s<>\"'/]{{1,120}}@)?{_LABEL}(?:{_DOT}{_LABEL}){{0,9}}(?::\d{{1,5}})?(?:[/?#]{_TAIL})?",
    re.I,
)
_BARE = re.compile(
    rf"(?<![\w@.{_MARKS}/-]){_LABEL}(?:{_DOT}{_LABEL}){{1,9}}(?::\d{{1,5}})?(?:/{_TAIL})?(?![\w@{_MARKS}])",
    re.I,
)
_SPACED = re.compile(
    rf"(?<![\w@.{_MARKS}-])[a-z0-9][a-z0-9-]{{1,62}}(?:\s?\.\s?[a-z0-9][a-z0-9-]{{1,40}}){{0,3}}\s?\.\s(?:com|net|org|vn|info|top|xyz|vip|club|online|site|shop|cc|link)\b(?:\s?\.\s?vn\b)?(?:/{_TAIL})?",
    re.I,
)
_SPACED_BEFORE = re.compile(
    rf"(?<![\w@.{_MARKS}-])[a-z0-9][a-z0-9-]{{1,62}}\s\.\s?(?:com|net|org|vn|info|top|xyz|vip|club|online|site|shop|cc|link)\b(?:\s?\.\s?vn\b)?(?:/{_TAIL})?",
    re.I,
)
_TRAILING = ".,;:!?)]}…*\"'”’"
_IPV4 = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}")
# Endings that, written bare inside a sentence, are a link and not a missing space after a full stop.
_COMMON = frozenset(
    yaml.safe_load((Path(__file__).parent / "data" / "bare_endings.yml").read_text(encoding="utf-8"))["endings"].split()
)
_READ = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@dataclass(frozen=True)
class Link:
    """`host` is lower case Unicode, plain; `registrable` the domain somebody registered, None for an IP."""

    quoted: str
    start: int
    end: int
    url: str
    host: str
    registrable: str | None
    suffix: str
    path: str
    is_ip: bool
    has_userinfo: bool
    obfuscated: bool

    @property
    def label(self) -> str:
        """The registrable domain without its suffix ("vietcombank" of vietcombank.com.vn); "" for an IP."""
        return self.registrable.removesuffix("." + self.suffix) if self.registrable else ""

    @property
    def subdomain(self) -> str:
        """What stands before the registrable domain, "" when nothing does."""
        return self.host.removesuffix(self.registrable).rstrip(".") if self.registrable else ""


@lru_cache(maxsize=4096)
def _split(host: str) -> tuple[str, str]:
    parts = _READ(host)
    return parts.domain, parts.suffix


def _decoded(host: str) -> str:
    labels = []
    for label in unicodedata.normalize("NFC", host.lower()).split("."):
        try:
            labels.append(idna.decode(label) if label.startswith("xn--") else label)
        except idna.IDNAError:
            labels.append(label)
    return ".".join(labels)


def _plain(matched: str) -> str:
    text = re.sub(r"\s?(?:\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))\s?", ".", matched, flags=re.I)
    text = re.sub(r"\s?\.\s?", ".", text)
    text = re.sub(r"^h(?:xx|\*\*)p", "http", text, flags=re.I)
    return re.sub(r"\s", "", text)


def _ip(host: str) -> bool:
    if _IPV4.fullmatch(host):
        return all(int(part) <= 255 for part in host.split("."))
    return bool(re.fullmatch(r"\d{8,10}|0x[0-9a-f]{6,8}", host))


def _read(source: Mapped, start: int, end: int, alone: bool) -> Link | None:
    written = source.text[start:end]
    stripped = written.rstrip(_TRAILING)
    end -= len(written) - len(stripped)
    url = _plain(stripped)
    has_scheme = url.lower().startswith("http")
    try:
        parts = urlsplit(url if has_scheme else "http://" + url)
        host = _decoded((parts.hostname or "").strip("."))
    except ValueError:
        return None
    path = parts.path + ("?" + parts.query if parts.query else "")
    first, last = source.span(start, end)
    obfuscated = url != stripped
    if _ip(host):
        if not (has_scheme or path or alone):
            return None
        return Link(
            source.original[first:last],
            first,
            last,
            url,
            host,
            None,
            "",
            path,
            True,
            bool(parts.username),
            obfuscated,
        )
    domain, suffix = _split(host)
    if not domain or not suffix:
        return None
    sure = has_scheme or alone or url.lower().startswith("www.") or (len(path) > 1 and suffix.isascii())
    top = url.split("/")[0].rsplit(".", 1)[-1]
    if not sure and (suffix.rsplit(".", 1)[-1] not in _COMMON or (top[0].isupper() and not url.isupper())):
        return None  # "xong rồi.Me ơi": a full stop without its space
    return Link(
        source.original[first:last], first, last, url, host, f"{domain}.{suffix}", suffix, path,
        False, bool(parts.username), obfuscated,
    )  # fmt: skip


def links(text: str) -> tuple[Link, ...]:
    """Every link in `text`, in order; e-mail addresses are not links."""
    source = tidy(text)
    found: list[Link] = []
    for pattern in (_SCHEME, _SPACED, _SPACED_BEFORE, _BARE):
        for match in pattern.finditer(source.text):
            link = _read(source, match.start(), match.end(), source.text.strip() == match.group())
            if link and not any(link.start < other.end and other.start < link.end for other in found):
                found.append(link)
    return tuple(sorted(found, key=lambda link: link.start))

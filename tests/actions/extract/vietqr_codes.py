"""Writes VietQR codes as a bank's app does, for tests."""

from binascii import crc_hqx


def field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02}{value}"


def sealed(fields: str) -> str:
    """The fields with their checksum."""
    unsealed = fields + "6304"
    return unsealed + f"{crc_hqx(unsealed.encode(), 0xFFFF):04X}"


def vietqr(
    account: str, bank: str = "970436", amount: str = "", purpose: str = "", service: str = "QRIBFTTA", extra: str = ""
) -> str:
    receiver = field("00", bank) + field("01", account)
    napas = field("00", "A000000727") + field("01", receiver) + field("02", service)
    fields = field("00", "01") + field("01", "11") + field("38", napas) + field("53", "704")
    fields += field("54", amount) if amount else ""
    fields += field("58", "VN")
    fields += field("62", field("08", purpose)) if purpose else ""
    return sealed(fields + extra)

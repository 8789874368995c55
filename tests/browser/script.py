"""What the fake assistant answers to which words."""

from typing import Any

START = [
    "Kiểm tra tin nhắn, link, số điện thoại",
    "Tôi đã chuyển tiền",
    "Báo tin lừa đảo",
    "Hỏi về thủ đoạn lừa đảo",
]
EVIL = "http://vietcombank.vn-xacthuc.top/otp?a=<b>1</b>"


def bubble(text: str, *titles: str, card: dict[str, Any] | None = None) -> dict[str, Any]:
    """One reply; a button's token is `t-` and its title."""
    buttons = [{"title": title, "token": f"t-{title}"} for title in titles]
    return {"text": text, "buttons": buttons, "card": card}


VERDICT = bubble(
    "⛔ RẤT GIỐNG LỪA ĐẢO\n• Xin mã bí mật: “nhập mã OTP trong 2 giờ”\n\n"
    "Bác đừng bấm vào link, đừng nhập mã OTP. "
    "Nếu lỡ nhập, gọi ngay ngân hàng theo số in sau thẻ.",
    "Báo tin này cho công an",
    "Tôi lỡ chuyển tiền rồi",
    "Thủ đoạn này là gì?",
    card={
        "type": "verdict",
        "severity": "danger",
        "tactic": "fake_bank",
        "official": None,
        "findings": [
            {"sign": "lookalike_domain", "evidence": EVIL},
            {"sign": "asks_otp", "evidence": "nhập mã OTP trong 2 giờ"},
        ],
    },
)
RECEIPT = bubble(
    "Tôi đã gửi tin báo đến Công an xã An Hưng.\nĐây là tin báo, chưa phải đơn tố giác có chữ ký.",
    card={"type": "receipt", "code": "7K3M-9QPX-2RTB"},
)
OTHERS = {
    "caution": bubble("Chỗ này cần hỏi lại trước khi làm theo.", card={"type": "verdict", "severity": "caution"}),
    "advert": bubble("Tin này giống quảng cáo thường.", card={"type": "verdict", "severity": "advert"}),
    "no_sign": bubble(
        "Tôi chưa thấy dấu hiệu lừa đảo quen thuộc. Điều đó chưa chắc là tin thật.",
        card={"type": "verdict", "severity": "no_sign", "official": "Vietcombank", "findings": []},
    ),
    "status": bubble(
        "Tin báo của bạn có thay đổi.",
        card={"type": "status", "code": "7K3M-9QPX-2RTB", "state": "verifying"},
    ),
}


def answer(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The replies to one message as the page sent it."""
    if body.get("file"):
        return [bubble(f"Tôi đã nhận tệp {body['file']}.")]
    if body.get("button") == "t-Báo tin này cho công an":
        return [RECEIPT]
    if body.get("button"):
        return [bubble(f"Bạn chọn: {body['button'].removeprefix('t-')}")]
    text = body["text"]
    if text in OTHERS:
        return [OTHERS[text]]
    if "vietcombank" in text:
        return [VERDICT]
    if text == "Tôi đã chuyển tiền":
        return [
            bubble(
                "Bạn đang nghe điện thoại của họ không?",
                "Đang nghe máy",
                "Sắp chuyển tiền",
                "Vừa chuyển xong",
            )
        ]
    return [bubble(f"Tôi nghe: {text}")]

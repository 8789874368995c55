"""The stub the other tests rely on: strict, and good enough for a client that nobody here wrote."""

from zalo_bot import Bot  # type: ignore[import-untyped]

from tests.bot.channels.zalo_bot.zalo_bot_api import TOKEN, ZaloBotServer, no, text_update


async def test_the_librarys_own_methods_get_on_with_it() -> None:
    async with ZaloBotServer().running() as api, Bot(TOKEN, api.url) as bot:
        assert (await bot.get_me()).account_name == "bot.tinbao"
        api.push(text_update("lan", "chào"))
        assert (await bot.get_update(timeout=1)).message.text == "chào"
        assert (await bot.send_message("lan", "chào bác")).message_id
        await bot.send_chat_action("lan", "typing")
        assert api.said("lan") == ["chào bác"]


def test_it_refuses_what_zalo_refuses() -> None:
    api = ZaloBotServer()
    api.chats.add("lan")
    for method, arguments in (
        ("sendMessage", {"chat_id": "lan", "text": ""}),
        ("sendMessage", {"chat_id": "lan", "text": "a" * 2001}),
        ("sendMessage", {"chat_id": "a stranger", "text": "a"}),
        ("sendPhoto", {"chat_id": "lan", "photo": "data:image/png;base64,AA=="}),
        ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "x" * 8}),
        ("sendmessage", {"chat_id": "lan", "text": "a"}),
    ):
        act = getattr(api, f"_{method}", None)
        assert act is None or b'"ok":false' in bytes(act(arguments).body)
    assert no(408, "Request timeout").status_code == 200

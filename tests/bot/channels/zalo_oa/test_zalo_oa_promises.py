"""What the core may ask of the channel."""

from bot.channels.channel import PictureSource, PushChannel, Webhooked
from bot.channels.zalo_oa.channel import ZaloOaChannel
from tests.bot.channels.zalo_oa.zalo_oa_api import ZaloOaApi


async def test_channel_keeps_its_promises(channel: ZaloOaChannel) -> None:
    pushing: PushChannel = channel
    assert isinstance(pushing, PictureSource) and isinstance(pushing, Webhooked)
    assert (channel.name, channel.traits.numbered, channel.traits.frugal) == ("zalo_oa", False, False)


async def test_file_arrives_whole(channel: ZaloOaChannel, zalo: ZaloOaApi) -> None:
    zalo.files["a"] = bytes(range(256)) * 4000
    assert await channel.fetch(f"{zalo.url}/files/a") == zalo.files["a"]

"""The bot room: speaks with residents on every channel, remembers every message, knows nothing of scams."""

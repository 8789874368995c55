"""Check: residents paste or forward something and ask "is this a scam?"."""

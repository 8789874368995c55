"""Ask: residents ask about fraud tactics and get an answer with its source."""

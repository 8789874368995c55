"""Is this a scam? Signs and counter-signs found in a message, weighed into a verdict. Pure: no network, no Rasa."""

"""How a resident reads an address that was made dead so that a tap opens nothing."""


def read_aloud(text: str) -> str:
    """The text with each [.] as the dot that it stands for, and so on."""
    return text.replace("[.]", ".").replace("[:]//", "://").replace("[@]", "@")

"""One folder a channel; each turns updates into Incoming and Reply into vendor calls."""

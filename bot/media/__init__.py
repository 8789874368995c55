"""Pictures into words: a screenshot's text, a QR code's content. Knows formats, not scams; opens nothing it finds."""

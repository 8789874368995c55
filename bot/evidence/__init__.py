"""Files that residents send: kept sealed with their report, handed to the action server once the report was sent."""

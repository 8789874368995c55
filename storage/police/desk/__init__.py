"""The desk: pages where an officer of the unit reads and acknowledges tips."""

"""`tinbao pull`: an officer's machine fetches its unit's tips over HTTP into a file of JSON Lines."""

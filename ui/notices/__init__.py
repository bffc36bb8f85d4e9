"""Short messages from the background, through whatever the system has for them."""

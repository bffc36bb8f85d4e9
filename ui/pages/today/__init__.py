"""Today: the page that opens first once anything is handed over."""

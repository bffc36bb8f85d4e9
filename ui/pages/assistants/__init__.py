"""The page of the assistants: a list, and one person with all that is known of them."""

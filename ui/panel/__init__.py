"""The panel: the opened card, its fields and its history."""

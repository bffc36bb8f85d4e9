"""The parts of the settings dialog: its sections, and a row for each kind of setting."""

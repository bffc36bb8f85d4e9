"""One script per schema version, in the order of their numbers; never edited after a release."""

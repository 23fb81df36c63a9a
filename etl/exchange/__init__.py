"""A stored document as a table that a person edits and loads again: written, read back, set against its version."""

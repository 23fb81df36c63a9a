"""Pure readers of cells: one string in, one value out. No files, no clock, no database."""

"""Lists of measures: one declaration of their rows, columns and order for the screen, for files and for print."""

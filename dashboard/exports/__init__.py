"""Files of exactly the rows on screen: CSV, XLSX, and the conditions they were selected by."""

"""The open data set: all tables as CSV and XLSX, their data package, passport and structure, and all in one ZIP."""

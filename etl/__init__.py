"""From documents to records: readers, layouts, values, build."""

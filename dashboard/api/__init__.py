"""The read API `/api/v1`: the records and figures of the pages as JSON and CSV, chosen by the pages' own filters."""

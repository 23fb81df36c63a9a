"""Made-up plans and reports for trials and measurements, each of which says of itself that it is one."""

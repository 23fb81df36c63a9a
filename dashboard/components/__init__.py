"""The parts pages are made of, one noun a file."""

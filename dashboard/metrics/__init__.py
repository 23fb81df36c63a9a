"""Figures as the product defines them: pure functions from frames of measures to small frames and numbers."""

"""Measures speed and memory against a plain script in the same run; figures are ratios, since machines are noisy."""

"""What holds for all tests: generated examples are the same in every run, and no machine is too slow for them."""

from hypothesis import settings

settings.register_profile("seeded", derandomize=True, deadline=None, database=None)
settings.load_profile("seeded")

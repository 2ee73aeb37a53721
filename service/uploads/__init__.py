"""Documents that people bring: taken in over HTTP, kept beside the index, indexed by jobs in the background."""

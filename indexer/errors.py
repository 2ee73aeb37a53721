"""What can go wrong when files are read and indexes are made.

IndexingError               one sentence for the person: what is at fault and what to do next
├── UnreadableFile          this file cannot be read; the rest of the batch goes on
│   └── RecognitionUnavailable   it is a scan, and the program that reads scans is not there
├── ModelUnavailable        the embedding model cannot be prepared or loaded
├── IndexMissing            there is no index where one was looked for
├── IndexMismatch           the index was made with another model, or by another version
├── IndexBusy               another process is writing to the same index
└── SourceMissing           a file or folder that was to be indexed does not exist
"""


class IndexingError(Exception):
    """A failure that a person can cause and mend; its text is one sentence for that person."""


class UnreadableFile(IndexingError):
    """The file cannot be read: empty, damaged, encrypted, or in a format that is not read."""


class RecognitionUnavailable(UnreadableFile):
    """The file, or a page of it, is an image, and the program that recognises text is not on this machine."""


class ModelUnavailable(IndexingError):
    """The embedding model cannot be prepared or loaded."""


class IndexMissing(IndexingError):
    """There is no index at the place given."""


class IndexMismatch(IndexingError):
    """The index does not fit the model or the version that is to read it."""


class IndexBusy(IndexingError):
    """Another process is writing to the same index."""


class SourceMissing(IndexingError):
    """A file or folder that was to be indexed does not exist."""

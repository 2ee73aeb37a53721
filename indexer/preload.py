"""What every worker needs, loaded once: workers are forked from a process that has imported this module.

Importing it makes nothing but these libraries ready; they take half a second and some 60 MB that workers then share.
"""

from __future__ import annotations

import os

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[_name] = "1"  # a process that has threads cannot be forked safely, and workers already take all cores

from indexer import tasks  # noqa: E402 - after the lines above, which numpy reads when it is imported
from indexer.languages import detect_language  # noqa: E402 - likewise

detect_language("khởi động abc")  # reads the profiles of langdetect
__all__ = ["tasks"]

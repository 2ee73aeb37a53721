"""Names of files as strangers send them, made fit for a folder of ours."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_BYTES = 200
"""Of a name in UTF-8; file systems take 255, and a sidecar has five more than its document."""
_UNFIT = re.compile(r'[<>:"|?*\x00-\x1f\x7f]+')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(sent: str) -> str:
    r"""The name of the file alone, without folders, hidden or reserved characters, and not of a hidden file; empty where nothing is left.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\Users\\Lan\\Kế hoạch 302.pdf"), safe_name("..")
    ('passwd', 'Kế hoạch 302.pdf', '')
    """
    name = unicodedata.normalize("NFC", sent.replace("\\", "/")).rpartition("/")[2]
    name = _UNFIT.sub("_", name)
    name = "".join(letter for letter in name if unicodedata.category(letter) not in _INVISIBLE)
    name = " ".join(unicodedata.normalize("NFC", name).split()).strip(". ")
    return name if len(name.encode()) <= LONGEST_BYTES else _shortened(name)


def _shortened(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    suffix = suffix if len(suffix.encode()) < LONGEST_BYTES // 2 else ""
    stem = name.removesuffix(suffix).encode()[: LONGEST_BYTES - len(suffix.encode())]
    return stem.decode("utf-8", "ignore").rstrip(". ") + suffix


def same_name(one: str, other: str) -> bool:
    """Whether two names would be one file where upper and lower case are not told apart."""
    return one.casefold() == other.casefold()

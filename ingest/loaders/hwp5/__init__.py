"""HWP 5 documents of Hancom Office: OLE files whose sections are streams of binary records.

Source: Hancom, "Hwp Document File Formats 5.0", revision 1.3.
"""

from .read import read_hwp5

__all__ = ["read_hwp5"]

"""Mails with which ministries send their releases: EML and the MSG of Outlook."""

from .eml import read_eml
from .mail import Attachment, Mail
from .msg import read_msg

__all__ = ["Attachment", "Mail", "read_eml", "read_msg"]

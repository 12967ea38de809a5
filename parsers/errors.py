"""What can go wrong with a document, as a tree that reads from the top: all of these are permanent until bytes or code change."""

from typing import ClassVar


class KuaibaoError(Exception):
    """A document cannot be processed; `code` is from a closed list and the message tells the user what to do."""

    code: ClassVar[str] = "error"


class UnreadableSource(KuaibaoError):
    """The bytes cannot be turned into text."""

    code = "unreadable"


class EmptySource(UnreadableSource):
    """The file has no bytes."""

    code = "empty"


class NoContent(UnreadableSource):
    """The file has nothing visible in it."""

    code = "no_content"


class UndecidableEncoding(UnreadableSource):
    """No encoding decodes the bytes without loss, or two decode them equally well."""

    code = "undecidable_encoding"


class UnsupportedMedia(UnreadableSource):
    """No reader knows this kind of file."""

    code = "unsupported_media"


class PasswordNeeded(UnreadableSource):
    """The source is locked by a password, which nobody has given us."""

    code = "password_needed"


class BrokenFile(UnreadableSource):
    """The file is damaged or cut off: its own format's rules do not hold."""

    code = "broken_file"


class GarbledTextLayer(UnreadableSource):
    """The characters in the file are not those that are printed: its fonts do not say what their codes mean."""

    code = "garbled_text_layer"


class OcrMissing(UnreadableSource):
    """The source is a picture of text, and what recognises characters is not installed."""

    code = "ocr_missing"


class HoldsOthers(UnreadableSource):
    """The file is no document but holds some: an archive or a mail."""

    code = "container"


class UnsafeMember(UnreadableSource):
    """A member of an archive would lead out of it, or is no file: a link, a device."""

    code = "unsafe_member"


class ResourceLimit(KuaibaoError):
    """Reading or parsing went past its limit of time, memory or output."""

    code = "resource_limit"


class ParserCrashed(KuaibaoError):
    """The child process that read or parsed the document died, or the code in it failed."""

    code = "parser_crashed"


class UnrecognisedDocument(KuaibaoError):
    """A document was said to be of a type that no parser is registered for."""

    code = "unrecognised"


class MalformedDocument(KuaibaoError):
    """A parser's result does not have the shape of the contract."""

    code = "malformed"


class EvidenceBroken(MalformedDocument):
    """A value does not re-resolve from its spans, or the blocks do not partition the reading: our fault, not the file's."""

    code = "evidence_broken"

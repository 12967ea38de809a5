"""PDF files made to harm their reader, each small and each by one function, and honest ones that are hard to read."""

import zlib
from collections.abc import Callable
from io import BytesIO

from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_HELLO = b"BT /F1 12 Tf 72 720 Td (The county reported twelve projects this year.) Tj ET"


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """Return a file of these objects, numbered from 1, with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, xref)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def one_page(content: bytes, *more: bytes, resources: bytes = b"/Font << /F1 4 0 R >>", page: bytes = b"") -> bytes:
    """Return a file of one page; `content` is the body of object 5, further objects follow from 6."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << %s >> /Contents 5 0 R %s >>" % (resources, page),
        _FONT,
        content,
        *more,
    )


def plain() -> bytes:
    return one_page(stream(_HELLO))


def nested_forms(levels: int = 12, times: int = 10, leaf: bytes = b"0 0 m") -> bytes:
    """Forms that each draw the next one ten times: 2 KB that would be drawn for years."""
    forms = []
    for level in range(levels):
        last = level == levels - 1
        body = leaf if last else b"/X Do " * times
        names = b"/Font << /F1 4 0 R >>" if last else b"/XObject << /X %d 0 R >>" % (level + 7)
        forms.append(stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << %s >>" % names))
    return one_page(stream(b"/X Do"), *forms, resources=b"/XObject << /X 6 0 R >>")


def deflate_bomb(size: int = 10 << 30) -> bytes:
    """A page of `size` bytes of spaces, deflated twice: 30 KB that ask for 10 GB."""
    block = zlib.compressobj(9, zlib.DEFLATED, -15)
    mebibyte = block.compress(b" " * (1 << 20)) + block.flush(zlib.Z_FULL_FLUSH)
    once = b"\x78\xda" + mebibyte * (size >> 20) + b"\x03\x00" + _adler_of_spaces(size).to_bytes(4, "big")
    return one_page(stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def _adler_of_spaces(count: int) -> int:
    low = (1 + 32 * count) % 65521
    high = (count + 32 * count * (count + 1) // 2) % 65521
    return high << 16 | low


def endless_map() -> bytes:
    """A font whose table of characters has one row for four thousand million codes."""
    table = b"begincmap 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange endcmap"
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    return one_page(stream(b"BT /F2 9 Tf <00410042> Tj ET"), font, descendant, stream(table), resources=b"/Font << /F2 6 0 R >>")


def many_pages(count: int = 300_000) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    )


def claimed_pages() -> bytes:
    """One page, said to be 300,000."""
    return plain().replace(b"/Count 1 ", b"/Count 300000 ").replace(b"/Kids [3 0 R]", b"/Kids[3 0 R]")


def no_pages() -> bytes:
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>")


def circular_pages() -> bytes:
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")


def circular_references() -> bytes:
    """A file whose catalogue is a reference to a reference to itself."""
    return pdf(b"2 0 R", b"1 0 R")


def huge_page() -> bytes:
    return plain().replace(b"[0 0 612 792]", b"[0 0 2000000000 2000000000]")


def crowded_page(count: int = 70_000) -> bytes:
    return one_page(stream(b"BT /F1 1 Tf (%s) Tj ET" % (b"x" * count)))


def deep_array(depth: int = 20_000) -> bytes:
    return one_page(stream(b"[" * depth))


def truncated() -> bytes:
    whole = plain()
    return whole[: len(whole) // 2]


def broken_xref() -> bytes:
    """A file whose table of objects points nowhere; the objects themselves are sound."""
    return plain().replace(b"startxref\n", b"startxref\n9")


def no_objects() -> bytes:
    return b"%PDF-1.7\nthere is nothing here\nstartxref\n0\n%%EOF\n"


def locked(user: str = "secret", *, text: bool = True, method: EncryptionMethod = EncryptionMethod.RC4) -> bytes:
    """A file that needs a password to be opened (`user`), or that only forbids to copy its text."""
    document = FPDF()
    document.add_page()
    document.set_font("helvetica", size=12)
    document.cell(text="The county reported twelve projects this year.")
    permissions = AccessPermission.all() if text else AccessPermission.PRINT_LOW_RES
    document.set_encryption(owner_password="owner", user_password=user, encryption_method=method, permissions=permissions)
    out = BytesIO()
    document.output(out)
    return out.getvalue()


# what each file must end in: a code of the quarantine, or None for a sound record
CASES: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "plain": (plain, None),
    "nested forms": (nested_forms, "resource_limit"),
    "nested forms with text": (lambda: nested_forms(leaf=b"BT /F1 1 Tf 9 9 Td (%s) Tj ET" % (b"x" * 999)), "resource_limit"),
    "deflate bomb": (deflate_bomb, "resource_limit"),
    "endless map": (endless_map, "resource_limit"),
    "300,000 pages": (many_pages, "resource_limit"),
    "300,000 pages claimed": (claimed_pages, "resource_limit"),
    "no pages": (no_pages, "broken_file"),
    "circular pages": (circular_pages, "broken_file"),
    "circular references": (circular_references, "broken_file"),
    "huge page": (huge_page, None),
    "crowded page": (crowded_page, "resource_limit"),
    "deep array": (deep_array, "no_content"),
    "truncated": (truncated, "broken_file"),
    "broken xref": (broken_xref, None),
    "no objects": (no_objects, "broken_file"),
    "password": (locked, "password_needed"),
    "text may not be taken": (lambda: locked("", text=False), "password_needed"),
    "owner's password only": (lambda: locked(""), None),
    "owner's password only, AES": (lambda: locked("", method=EncryptionMethod.AES_256), None),
}

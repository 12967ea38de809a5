"""PDF pages whose font says of each character what the test wants it to say: the damage that fonts do, without the fonts."""

from collections.abc import Sequence

from tests.hostile_pdf import one_page, stream

SIZE = 12.0


def spelled(lines: Sequence[str | Sequence[str]], *, more: bytes = b"", page: bytes = b"", x: float = 72) -> bytes:
    """Return a page with these lines from the top, set in a font of square characters; a character "" has no meaning in the font.

    `more` is drawn before the text, `page` stands in the page's dictionary.
    """
    chars = [c for line in lines for c in line]
    codes = {c: i for i, c in enumerate(dict.fromkeys(chars), 1)}
    shown = b"".join(_line(line, codes, x, 720 - 1.5 * SIZE * i) for i, line in enumerate(lines))
    return one_page(
        stream(more + b"BT /F2 %g Tf %s ET" % (SIZE, shown)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Fang /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Fang /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /DW 1000 /FontDescriptor 9 0 R >>",
        stream(_meanings(codes)),
        b"<< /Type /FontDescriptor /FontName /Fang /Flags 4 /Ascent 880 /Descent -120 /FontBBox [0 -120 1000 880] >>",
        resources=b"/Font << /F1 4 0 R /F2 6 0 R >>",
        page=page,
    )


def _line(line: str | Sequence[str], codes: dict[str, int], x: float, y: float) -> bytes:
    return b"1 0 0 1 %g %g Tm <%s> Tj " % (x, y, b"".join(b"%04x" % codes[c] for c in line))


def _meanings(codes: dict[str, int]) -> bytes:
    rows = [b"<%04x> <%s>" % (code, char.encode("utf-16-be").hex().encode()) for char, code in codes.items() if char]
    return b"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfchar %s endbfchar endcmap" % (
        len(rows),
        b" ".join(rows),
    )

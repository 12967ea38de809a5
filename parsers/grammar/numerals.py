"""Whole numbers as these documents write them: 37, ３７, 三十七, 二〇二四, 二00八, 两."""

import re
import unicodedata

_DIGITS = {c: i for i, row in enumerate(("〇零○Ｏ", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in row}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}

# the characters that a number may be written with
NUMERAL = r"(?:[0-9０-９]+|[〇零○一二三四五六七八九十百千两0-9０-９]+)"

_ARABIC = re.compile(r"[0-9０-９]+")
# one set, which is searched several times as fast as a choice
_WIDE = re.compile(r"[０-９％．]")
_NARROW = str.maketrans("０１２３４５６７８９％", "0123456789%")
_WIDE_POINT = re.compile(r"(?<=\d)[．](?=\d)")


def to_int(written: str) -> int:
    """Return the value of a whole number in Arabic, full-width or Chinese digits; ValueError where it is none.

    Both ways of Chinese writing are read: with units (一百二十三) and digit by digit (二〇二四).
    """
    text = unicodedata.normalize("NFKC", written.strip()).replace("廿", "二十").replace("卅", "三十")
    if _ARABIC.fullmatch(text):
        return int(text)
    if not text or not all(c in _DIGITS or c in _SMALL or c in _LARGE or c.isdecimal() for c in text):
        raise ValueError(f"not a number: {written!r}")
    if not any(c in _SMALL or c in _LARGE for c in text):
        return int("".join(c if c.isdecimal() else str(_DIGITS[c]) for c in text))
    return _with_units(text)


def narrowed(text: str) -> str:
    """Return `text` with full-width digits, their points and ％ in ASCII, character for character; the same object where nothing is changed."""
    if not _WIDE.search(text):
        return text
    plain = _WIDE_POINT.sub(".", text.translate(_NARROW))
    return text if plain == text else plain  # 1．强化领导: a point that stays wide


def in_chinese(number: int) -> str:
    """Return a whole number from 0 to below 10^16 in Chinese numerals (一百零三亿五千万); ValueError outside."""
    if not 0 <= number < 10**16:
        raise ValueError(f"out of range: {number}")
    if number == 0:
        return "零"
    parts = [(number // 10**12 % 10**4, "万亿"), (number // 10**8 % 10**4, "亿"), (number // 10**4 % 10**4, "万"), (number % 10**4, "")]
    return _joined(parts).removeprefix("零")


def _joined(parts: list[tuple[int, str]]) -> str:
    text = ""
    for part, unit in parts:
        if part:
            name = unit[:1] if unit == "万亿" and parts[1][0] else unit
            text += ("零" if part < 1000 else "") + _below_ten_thousand(part) + name
    return text


def _below_ten_thousand(number: int) -> str:
    text, gap = "", False
    for digit, unit in zip(f"{number:04}".lstrip("0"), "千百十 "[4 - len(str(number)) :], strict=True):
        if digit == "0":
            gap = bool(text)
            continue
        text += ("零" if gap else "") + "零一二三四五六七八九"[int(digit)] + unit.strip()
        gap = False
    return text


def _with_units(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in _LARGE:
            total = (total + section + digit) * _LARGE[char] if _LARGE[char] > 10**4 else total + (section + digit) * _LARGE[char]
            section = digit = 0
        elif char in _SMALL:
            section += (digit or 1) * _SMALL[char]
            digit = 0
        else:
            digit = int(char) if char.isdecimal() else _DIGITS[char]
    return total + section + digit

"""White space of a line of markup as a browser shows it (CSS Text 3): runs are one space, and none where a break in the file stood in Chinese."""

import re
import unicodedata

# where two elements meet without white space between them
JOINT = "\x1f"
_RUN = re.compile(r"\x1f*[ \t\n\r\f][ \t\n\r\f\x1f]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad]")
_JOINTS = re.compile(rf"{JOINT}+")
_FIGURE = re.compile(r"[\d年月日时分:./-]{2}")
_EDGES = " \t\n\r\f" + JOINT


def plain(text: str) -> str:
    """Return a text node without control characters and soft hyphens, which nobody sees."""
    return _CONTROLS.sub("", text)


def laid_out(raw: str) -> tuple[str, str]:
    """Return a line as it shows, and the same with a space at every joint; spaces that must not break are spaces."""
    text = _RUN.sub(_gap, raw.strip(_EDGES)) if _RUN.search(raw) else raw.strip(_EDGES)
    text = text.replace("\xa0", " ")
    return (text.replace(JOINT, ""), _JOINTS.sub(_space, text)) if JOINT in text else (text, text)


def _space(joint: re.Match[str]) -> str:
    """Return a space for a joint, nothing within a figure or a date (2023年<b>11</b>月)."""
    text = joint.string
    sides = text[max(0, joint.start() - 1) : joint.start()] + text[joint.end() : joint.end() + 1]
    return "" if _FIGURE.fullmatch(sides) else " "


def _gap(run: re.Match[str]) -> str:
    stripped = run.string
    before, after = stripped[run.start() - 1 : run.start()], stripped[run.end() : run.end() + 1]
    return "" if "\n" in run[0] and _is_wide(before) and _is_wide(after) else " "


def _is_wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF"

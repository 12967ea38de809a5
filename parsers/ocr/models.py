"""The models: where lines stand on a picture, and what the picture of one line says.

They are those inside rapidocr's wheel (PP-OCRv6 small, Apache-2.0), given by path, so that nothing is ever downloaded. This module
needs the extra `ocr`: import it through `parsers.ocr.recognise.recogniser`.
"""

from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import rapidocr
from PIL import Image

_FOLDER = Path(rapidocr.__file__).parent / "models"
# no limit of rapidocr's own: how finely a picture is looked at is decided where it is cut
_NO_LIMIT = 1_000_000


class LineText(NamedTuple):
    """What a line says, with a score (0 to 1) and a place along the line (0 to 1, None for a space) per character."""

    text: str
    scores: tuple[float, ...]
    along: tuple[float | None, ...]


class Models:
    """The detector and the recogniser, loaded; one thread each, so that the same picture always gives the same text."""

    def __init__(self) -> None:
        """Load them."""
        cv2.setNumThreads(1)
        self._engine: Any = rapidocr.RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.max_side_len": _NO_LIMIT,
                "Global.text_score": 0.0,
                "Det.model_path": str(_FOLDER / "PP-OCRv6_det_small.onnx"),
                "Rec.model_path": str(_FOLDER / "PP-OCRv6_rec_small.onnx"),
                "Det.limit_type": "max",
                "Det.limit_side_len": _NO_LIMIT,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def boxes(self, picture: Image.Image) -> list[list[tuple[float, float]]]:
        """Return the four corners of each line on a picture (mode RGB), in pixels, clockwise from where the line begins at its top."""
        found = self._engine(_pixels(picture), use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [[(float(x), float(y)) for x, y in box] for box in found.boxes]

    def text(self, picture: Image.Image) -> LineText:
        """Return what the picture of one line (mode RGB) says."""
        found = self._engine(_pixels(picture), use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0]:
            return LineText("", (), ())
        text, info = found.txts[0], found.word_results[0]
        columns = iter([column for word in info.word_cols for column in word])  # spaces have none
        along = tuple(None if char.isspace() else (next(columns) + 0.5) / info.line_txt_len for char in text)
        return LineText(text, tuple(round(float(score), 3) for score in info.confs), along)


def _pixels(picture: Image.Image) -> Any:
    """Return a picture as the array that the models take: rows, columns, blue-green-red."""
    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])

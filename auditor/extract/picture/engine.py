"""The recogniser: rapidocr with the models inside its wheel. One for each process, made when the first picture comes.

This module can be imported where the extra is not installed, to say so; those that handle pixels cannot.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from auditor.extract.picture.region import Region
from auditor.model.wording import Wording, fill

if TYPE_CHECKING:
    from PIL.Image import Image
    from rapidocr import RapidOCR

HINT = Wording('识别图片上的文字需要先安装：pip install "clause-auditor[ocr]"', 'reading pictures needs: pip install "clause-auditor[ocr]"')
_LACKS = Wording("识别图片上的文字需要系统里缺少的一个库（{why}）", "reading pictures needs a library that this system lacks: {why}")
_NO_MODELS = Wording(
    '{hint}（已装的 rapidocr 不带模型，"rapidocr>=3.10" 才带）',
    '{hint} (the installed rapidocr comes without models; "rapidocr>=3.10" has them)',
)
_MOST_REGIONS = 5_000  # of one tile
_SILENCE = "ORT_DISABLE_TELEMETRY"  # or onnxruntime counts its use in files in the home folder, and sends them
_NO_LIMIT = 100_000  # pixels: tiles come in the size that suits the detector


class NoEngineError(Exception):
    """The recogniser is not installed, or does not run here, and what to do."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Reading(Struct, frozen=True):
    """What a region says.

    Args:
        text: as read.
        confidence: of the letter, digit or ideograph that is least sure, 0 to 1.
        middles: of its signs but spaces, where they stand as shares of the region's length.
    """

    text: str
    confidence: float
    middles: tuple[float, ...] = ()


class Engine:
    """Finds and reads text on upright or slightly turned pictures."""

    def __init__(self, model: RapidOCR) -> None:
        self._model = model

    def regions(self, picture: Image) -> list[Region]:
        """Return where text stands."""
        found: Any = self._model(_pixels(picture), use_det=True, use_cls=False, use_rec=False)
        return [] if found.boxes is None else [_region(corners.tolist()) for corners in found.boxes]

    def read(self, line: Image) -> Reading:
        """Read a picture of one line."""
        found: Any = self._model(_pixels(line), use_det=False, use_cls=False, use_rec=True, return_word_box=True)
        if not found.txts or not found.txts[0].strip():
            return Reading("", 0.0)
        text = found.txts[0]
        words = found.word_results[0]
        signs = zip(text, words.confs, strict=True)
        middles = ((column + 0.5) / words.line_txt_len for word in words.word_cols for column in word)
        return Reading(text.strip(), min([found.scores[0], *(sure for sign, sure in signs if sign.isalnum())]), tuple(middles))


@cache
def engine() -> Engine:
    """Return the recogniser of this process.

    Raises:
        NoEngineError: if it is not installed or cannot be loaded.
    """
    os.environ.setdefault(_SILENCE, "1")
    try:
        from rapidocr import RapidOCR

        return Engine(RapidOCR(params=_settings()))
    except ModuleNotFoundError as error:
        raise NoEngineError(HINT) from error
    except ImportError as error:  # a library of the system is missing: the message names it
        raise NoEngineError(fill(_LACKS, why=error)) from error


def _settings() -> dict[str, Any]:
    return {
        "Global.log_level": "critical",
        "Global.text_score": 0.0,  # what is unsure is told, not dropped
        "Global.use_preprocess_img": False,
        "Det.model_path": _model("_det_"),
        "Det.limit_type": "max",
        "Det.limit_side_len": _NO_LIMIT,
        "Det.box_thresh": 0.4,  # a little lower than usual: what is then not read surely is told
        "Det.max_candidates": _MOST_REGIONS,
        "Rec.model_path": _model("_rec_"),
        "Rec.rec_batch_num": 1,  # lines of one batch are all made as long as its longest
        "EngineConfig.onnxruntime.intra_op_num_threads": max(1, min(2, (os.cpu_count() or 1) // 2)),
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }


def _model(task: str) -> str:
    """Return the path of a model inside the package: one that is named is never fetched from the net.

    Raises:
        NoEngineError: if it is not there.
    """
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    found = sorted(folder.glob(f"*{task}*.onnx"))
    if not found:
        raise NoEngineError(fill(_NO_MODELS, hint=HINT))
    return str(found[-1])


def _pixels(picture: Image) -> Any:
    """Return the pixels with blue first, as the models were trained."""
    import numpy as np

    return np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])


def _region(corners: list[list[float]]) -> Region:
    one, two, three, four = ((float(x), float(y)) for x, y in corners)
    return Region((one, two, three, four)).unturned()  # the detector takes long lines for turned ones

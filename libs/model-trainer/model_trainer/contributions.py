"""LightGBM's contributions of the features to the margin, as a reference for other implementations.
"""

from __future__ import annotations

from pathlib import Path

import lightgbm as lgb
import numpy as np

from model_trainer.arrow_rows import ArrowRows


def contributions(model_folder: Path, rows_file: Path) -> dict:
    """For every row of an Arrow file with a column ``features``: one contribution per feature, the
    margin of a row without any features (``expected``), and the margin, which is their sum.
    """
    booster = lgb.Booster(model_file=model_folder / "model.txt")
    rows = ArrowRows(rows_file, booster.num_feature(), facts=())
    features = rows.take(np.arange(len(rows)))
    told = booster.predict(features, pred_contrib=True)
    return {
        "contributions": told[:, :-1].tolist(),
        "expected": told[:, -1].tolist(),
        "margin": booster.predict(features, raw_score=True).tolist(),
    }

"""Prints, as JSON, a small model's ``trees.json`` with LightGBM's own margins and contributions for
some rows, as a reference for other implementations.

Called by the tests of ``libs/model-runtime`` from the folder of this package.
"""

from __future__ import annotations

import json

import lightgbm as lgb
import numpy as np

from model_trainer.trees_file import trees_of

ROWS, WIDTH, ASKED = 4_000, 20, 300


def reference() -> dict:
    """Missing values in all columns but one; some features that matter, alone and together, and many that do not."""
    random = np.random.default_rng(1)
    features = random.normal(size=(ROWS, WIDTH)).astype(np.float32)
    features[random.random(features.shape) < 0.1] = np.nan
    features[:, 3] = np.nan_to_num(features[:, 3])
    known = np.nan_to_num(features)
    label = known[:, 0] + known[:, 1] * known[:, 2] + random.normal(size=ROWS) > 1
    options = {"objective": "binary", "num_leaves": 15, "feature_fraction": 0.5, "seed": 1, "num_threads": 1, "verbose": -1}
    booster = lgb.train(options, lgb.Dataset(features, label.astype(int)), 80)
    asked = random.normal(size=(ASKED, WIDTH)).astype(np.float32)
    asked[random.random(asked.shape) < 0.1] = np.nan
    told = booster.predict(asked, pred_contrib=True)
    return {
        "trees": trees_of(booster, WIDTH),
        "rows": [[None if np.isnan(value) else float(value) for value in row] for row in asked],
        "contributions": told[:, :-1].tolist(),
        "expected": told[:, -1].tolist(),
        "margin": booster.predict(asked, raw_score=True).tolist(),
    }


if __name__ == "__main__":
    print(json.dumps(reference(), allow_nan=False))

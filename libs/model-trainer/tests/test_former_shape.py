"""The former shape of the data set folder is still read, with the former files as the answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from made_data import made_columns, predictions, train, write_dataset

FORMER = ("features", "label", "component", "weight")


def test_the_former_folder_gives_the_model_that_the_new_one_gives(tmp_path: Path) -> None:
    columns = made_columns()
    assert train(write_dataset(tmp_path / "data", columns), tmp_path / "out") == 0
    former = write_dataset(tmp_path / "former", columns)
    (former / "rows.arrow").unlink()
    for name in FORMER:
        np.save(former / f"{name}.npy", columns[name])
    np.save(former / "time_to_failure.npy", columns["minutes_to_failure"])
    np.save(former / "time.npy", columns["time_ms"])
    np.save(former / "split.npy", (columns["fold"] == 0).astype(np.uint8))
    assert train(former, tmp_path / "former-out") == 0
    for name in ("model.onnx", "golden.json", "reference.json"):
        assert (tmp_path / "former-out" / name).read_bytes() == (tmp_path / "out" / name).read_bytes(), name
    told = np.load(tmp_path / "former-out" / "predictions.npy")
    assert (told == predictions(tmp_path / "out")["probability"]).all()
    assert not (tmp_path / "former-out" / "predictions.arrow").exists()

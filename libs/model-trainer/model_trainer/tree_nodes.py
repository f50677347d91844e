"""LightGBM trees as attributes of an ONNX ``TreeEnsembleRegressor``.

Written here instead of through a converter for three reasons: thresholds are rounded *down* to
float32, so every comparison ``x <= threshold`` of a float32 value has the same result as in double;
a missing value takes the same branch as in LightGBM, in each of its modes; and several models can
share one graph without unused outputs.
"""

from __future__ import annotations

from collections import defaultdict

import lightgbm as lgb
import numpy as np
from onnx import NodeProto, helper

ML_DOMAIN = "ai.onnx.ml"


def tree_ensemble(boosters: list[tuple[lgb.Booster, int]], targets: int, input_name: str, output: str) -> NodeProto:
    """One node for the raw scores of several models.

    :param boosters: each with the target that its first class adds to; a model of k classes fills k targets from there on.
    :returns: a node that maps ``input_name`` float32 [n, d] to ``output`` float32 [n, targets].
    """
    lists: dict[str, list] = defaultdict(list)
    number = 0
    for booster, first_target in boosters:
        model = booster.dump_model()
        classes = model["num_tree_per_iteration"]
        for index, tree in enumerate(model["tree_info"]):
            _append(lists, number, first_target + index % classes, tree["tree_structure"])
            number += 1
    return helper.make_node(
        "TreeEnsembleRegressor",
        [input_name],
        [output],
        domain=ML_DOMAIN,
        n_targets=targets,
        aggregate_function="SUM",
        post_transform="NONE",
        **lists,
    )


def _append(lists: dict[str, list], tree: int, target: int, root: dict) -> None:
    """Numbers the nodes of one tree in order of visit and appends them; a stack, because a chain may be deep."""
    pending = [(root, None, "")]
    count = 0
    first = len(lists["nodes_nodeids"])
    while pending:
        node, parent, side = pending.pop()
        number = count
        count += 1
        if parent is not None:
            lists[f"nodes_{side}nodeids"][first + parent] = number
        leaf = "leaf_value" in node
        lists["nodes_treeids"].append(tree)
        lists["nodes_nodeids"].append(number)
        lists["nodes_hitrates"].append(1.0)
        lists["nodes_truenodeids"].append(0)
        lists["nodes_falsenodeids"].append(0)
        lists["nodes_modes"].append("LEAF" if leaf else "BRANCH_LEQ")
        lists["nodes_featureids"].append(0 if leaf else int(node["split_feature"]))
        lists["nodes_values"].append(0.0 if leaf else down_to_float32(float(node["threshold"])))
        lists["nodes_missing_value_tracks_true"].append(0 if leaf else missing_goes_left(node))
        if leaf:
            lists["target_treeids"].append(tree)
            lists["target_nodeids"].append(number)
            lists["target_ids"].append(target)
            lists["target_weights"].append(float(node["leaf_value"]))
        else:
            require_numeric(node)
            pending.append((node["right_child"], number, "false"))
            pending.append((node["left_child"], number, "true"))


def require_numeric(node: dict) -> None:
    if node["decision_type"] != "<=":
        raise ValueError(f"a split of type {node['decision_type']!r} has no counterpart here")


def missing_goes_left(node: dict) -> int:
    """1 where LightGBM sends a missing value to the left."""
    if node["missing_type"] == "NaN":
        return int(bool(node["default_left"]))
    if node["missing_type"] == "None":  # no missing value was seen in training: LightGBM then treats it as 0
        return int(float(node["threshold"]) >= 0.0)
    raise ValueError("zero taken for missing has no counterpart here")


def down_to_float32(value: float) -> float:
    """The largest float32 that is not above the value."""
    with np.errstate(over="ignore"):  # a split of missing from all else has a threshold beyond float32
        near = np.float32(value)
    if float(near) > value:
        near = np.nextafter(near, np.float32(-np.inf))
    return float(near)

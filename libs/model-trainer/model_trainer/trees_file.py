"""``trees.json``: the trees of the probability for exact explanations, with the same thresholds as
the graph.
"""

from __future__ import annotations

import lightgbm as lgb

from model_trainer.tree_nodes import down_to_float32, missing_goes_left, require_numeric


def trees_of(booster: lgb.Booster, width: int) -> dict:
    """Margin = ``base`` + one leaf of each tree; probability = sigmoid of it. ``cover`` counts
    training rows, as LightGBM's contributions do.
    """
    return {
        "v": 1,
        "width": width,
        "base": 0.0,
        "trees": [_tree(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]],
    }


def _tree(root: dict) -> dict:
    """Nodes in order of visit, the root first; a leaf has -1 for both branches."""
    tree: dict[str, list] = {
        key: [] for key in ("feature", "threshold", "left", "right", "missingLeft", "value", "cover")
    }
    pending: list[tuple[dict, int, str]] = [(root, -1, "")]
    while pending:
        node, parent, side = pending.pop()
        number = len(tree["feature"])
        if parent >= 0:
            tree[side][parent] = number
        leaf = "leaf_value" in node
        if not leaf:
            require_numeric(node)
        tree["feature"].append(-1 if leaf else int(node["split_feature"]))
        tree["threshold"].append(0.0 if leaf else down_to_float32(float(node["threshold"])))
        tree["left"].append(-1)
        tree["right"].append(-1)
        tree["missingLeft"].append(False if leaf else bool(missing_goes_left(node)))
        tree["value"].append(float(node["leaf_value"]) if leaf else 0.0)
        tree["cover"].append(int(node["leaf_count"] if leaf else node["internal_count"]))
        if not leaf:
            pending += [(node["right_child"], number, "right"), (node["left_child"], number, "left")]
    return tree

"""The mean of several models as one model, for data that cannot show which model is best."""

from __future__ import annotations

import re

import lightgbm as lgb


def mean_of(boosters: list[lgb.Booster]) -> lgb.Booster:
    """A booster with the mean of the models' raw scores: the trees of all models, each leaf divided
    by the number of models. The given models cannot be used afterwards.

    LightGBM joins models only during a training, so the trees are joined in its text format, which
    numbers them.
    """
    if len(boosters) == 1:
        return boosters[0]
    texts = []
    for booster in boosters:
        _divide_leaves(booster, len(boosters))
        texts.append(booster.model_to_string())
    head, _ = _split(texts[0])
    trees = [tree for text in texts for tree in _split(text)[1]]
    # Without the trees' sizes in bytes, LightGBM reads them one after the other.
    head = re.sub(r"^tree_sizes=.*\n", "", head, flags=re.MULTILINE)
    numbered = [re.sub(r"^Tree=\d+", f"Tree={number}", tree) for number, tree in enumerate(trees)]
    return lgb.Booster(model_str=head + "".join(numbered) + "end of trees\n")


def _divide_leaves(booster: lgb.Booster, by: int) -> None:
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        for leaf in range(tree["num_leaves"]):
            booster.set_leaf_output(number, leaf, booster.get_leaf_output(number, leaf) / by)


def _split(text: str) -> tuple[str, list[str]]:
    """The text before the first tree, and the text of each tree."""
    head, *trees = re.split(r"^(?=Tree=)", text, flags=re.MULTILINE)
    if not trees:
        raise ValueError("a model without a tree cannot be joined")
    trees[-1] = trees[-1][: trees[-1].index("end of trees")]
    return head, trees

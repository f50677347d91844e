"""One ONNX graph with every output of a model version, and the part of it that every row needs."""

from __future__ import annotations

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, ValueInfoProto, checker, helper, numpy_helper

from model_trainer.models import Models
from model_trainer.tree_nodes import ML_DOMAIN, tree_ensemble

OPSET, ML_OPSET, IR_VERSION = 15, 3, 8


def build_graph(models: Models, width: int) -> ModelProto:
    """``features`` float32 [n, width] → ``probability`` [n, 1], ``component`` [n, components] (each
    the probability that this one fails), ``time_to_failure`` [n, 3] (minutes, ascending, not below
    zero).

    Component and time are computed only for rows that reach the floor, in a branch that a batch
    without such rows skips. The outputs of a row depend only on that row.
    """
    constants = {
        "floor": np.array(models.floor, dtype=np.float32),
        # One product gives both: the shares of the probability, and times that do not depend on it.
        "prior": np.concatenate([models.prior, np.zeros(3)]).astype(np.float32)[None, :],
        "times": np.concatenate([np.zeros(models.components), models.minutes_prior]).astype(np.float32)[None, :],
        "answer_widths": np.array([models.components, 3], dtype=np.int64),
    }
    nodes = [*_probability_nodes(models), *_floor_nodes(models, constants)]
    outputs = [_tensor("probability", 1), _tensor("component", models.components), _tensor("time_to_failure", 3)]
    return _model(nodes, width, outputs, constants)


def build_probability_graph(models: Models, width: int) -> ModelProto:
    """``features`` float32 [n, width] → ``probability`` [n, 1], with the same nodes as
    :func:`build_graph`. A batch in which no row reaches the floor needs nothing else, because its
    other outputs are constant (see ``below_floor`` in the report).
    """
    return _model(_probability_nodes(models), width, [_tensor("probability", 1)], {})


def _probability_nodes(models: Models) -> list[NodeProto]:
    return [
        tree_ensemble([(models.probability, 0)], 1, "features", "margin"),
        helper.make_node("Sigmoid", ["margin"], ["probability"]),
    ]


def _model(nodes: list[NodeProto], width: int, outputs: list[ValueInfoProto], constants: dict[str, np.ndarray]) -> ModelProto:
    initializers = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "failure", [_tensor("features", width)], outputs, initializers)
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(ML_DOMAIN, ML_OPSET)],
        ir_version=IR_VERSION,
        producer_name="model_trainer",
    )
    checker.check_model(model)
    return model


def _tensor(name: str, columns: int) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, columns])


def _floor_nodes(models: Models, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    return [
        helper.make_node("ReduceMax", ["probability"], ["probability_max"], keepdims=0),
        helper.make_node("GreaterOrEqual", ["probability_max", "floor"], ["some_near"]),
        helper.make_node(
            "If",
            ["some_near"],
            ["component", "time_to_failure"],
            then_branch=_branch("near", _near_nodes(models, constants)),
            else_branch=_branch("far", _prior_nodes("component_far", "time_far")),
        ),
    ]


def _prior_nodes(component: str, time: str) -> list[NodeProto]:
    return [
        helper.make_node("Gemm", ["probability", "prior", "times"], [f"{component}_and_{time}"]),
        helper.make_node("Split", [f"{component}_and_{time}", "answer_widths"], [component, time], axis=1),
    ]


def _branch(name: str, nodes: list[NodeProto]) -> GraphProto:
    outputs = [helper.make_tensor_value_info(f"{answer}_{name}", TensorProto.FLOAT, None) for answer in ("component", "time")]
    return helper.make_graph(nodes, name, [], outputs)


def _near_nodes(models: Models, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    """Computes the rows that reach the floor separately and replaces their default outputs."""
    constants["all_rows"] = np.array([-1], dtype=np.int64)
    return [
        helper.make_node("GreaterOrEqual", ["probability", "floor"], ["reach"]),
        helper.make_node("Reshape", ["reach", "all_rows"], ["reaches"]),
        helper.make_node("NonZero", ["reaches"], ["near_rows"]),
        helper.make_node("Transpose", ["near_rows"], ["near_places"]),
        helper.make_node("Compress", ["features", "reaches"], ["near_features"], axis=0),
        helper.make_node("Compress", ["probability", "reaches"], ["near_probability"], axis=0),
        *_prior_nodes("component_prior", "time_prior"),
        *_component_nodes(models, constants),
        helper.make_node("ScatterND", ["component_prior", "near_places", "component_asked"], ["component_near"]),
        *_time_nodes(models, constants),
    ]


def _component_nodes(models: Models, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    """Components never seen in training get zero; with one seen, it gets the whole probability."""
    own = sorted(models.own)
    constants["share_place"] = _places(models.by_share, models.by_share, models.components)
    if models.shares is None:
        constants["share_place"] = constants["share_place"].sum(axis=0, keepdims=True)
        by_share = [helper.make_node("MatMul", ["near_probability", "share_place"], ["component_by_share"])]
    else:
        constants["share_place"] = _places(models.present, models.by_share, models.components)
        by_share = [
            tree_ensemble([(models.shares, 0)], len(models.present), "near_features", "share_margin"),
            helper.make_node("Softmax", ["share_margin"], ["share_seen"], axis=1),
            helper.make_node("MatMul", ["share_seen", "share_place"], ["share"]),
            helper.make_node("Mul", ["share", "near_probability"], ["component_by_share"]),
        ]
    if not own:
        return [*by_share, helper.make_node("Identity", ["component_by_share"], ["component_asked"])]
    constants["own_place"] = _places(own, own, models.components)
    boosters = [(models.own[one], target) for target, one in enumerate(own)]
    return [
        *by_share,
        tree_ensemble(boosters, len(own), "near_features", "own_margin"),
        helper.make_node("Sigmoid", ["own_margin"], ["own_probability"]),
        helper.make_node("MatMul", ["own_probability", "own_place"], ["component_own"]),
        helper.make_node("Add", ["component_by_share", "component_own"], ["component_asked"]),
    ]


def _places(columns: list[int], chosen: list[int], components: int) -> np.ndarray:
    """Matrix that moves each chosen column to the position of its component."""
    places = np.zeros((len(columns), components), dtype=np.float32)
    for row, one in enumerate(columns):
        places[row, one] = float(one in chosen)
    return places


def _time_nodes(models: Models, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    """Sorted and held at zero, as in ``predict_minutes``; when no time was known in training, the
    constant for all rows.
    """
    if not models.time_to_failure:
        return [helper.make_node("Identity", ["time_prior"], ["time_near"])]
    constants["time_count"] = np.array([3], dtype=np.int64)
    constants["time_zero"] = np.zeros((1,), dtype=np.float32)
    boosters = [(booster, target) for target, booster in enumerate(models.time_to_failure)]
    return [
        tree_ensemble(boosters, 3, "near_features", "time_raw"),
        helper.make_node("TopK", ["time_raw", "time_count"], ["time_sorted", "time_order"], axis=1, largest=0, sorted=1),
        helper.make_node("Max", ["time_sorted", "time_zero"], ["time_asked"]),
        helper.make_node("ScatterND", ["time_prior", "near_places", "time_asked"], ["time_near"]),
    ]

"""One ONNX graph with every output of a model version."""

from __future__ import annotations

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper

from model_trainer.models import Models
from model_trainer.tree_nodes import ML_DOMAIN, tree_ensemble

OPSET, ML_OPSET, IR_VERSION = 15, 3, 8


def build_graph(models: Models, width: int, components: int) -> ModelProto:
    """``features`` float32 [n, width] → ``probability`` [n, 1], ``component`` [n, components] (sums to 1), ``time_to_failure`` [n, 3]
    (minutes, ascending, not below zero).
    """
    nodes = [
        tree_ensemble([(models.probability, 0)], 1, "features", "margin"),
        helper.make_node("Sigmoid", ["margin"], ["probability"]),
    ]
    constants: dict[str, np.ndarray] = {}
    nodes += _component_nodes(models, components, constants)
    nodes += _time_nodes(models, constants)
    graph = helper.make_graph(
        nodes,
        "failure",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, width])],
        [
            helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1]),
            helper.make_tensor_value_info("component", TensorProto.FLOAT, [None, components]),
            helper.make_tensor_value_info("time_to_failure", TensorProto.FLOAT, [None, 3]),
        ],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(ML_DOMAIN, ML_OPSET)],
        ir_version=IR_VERSION,
        producer_name="model_trainer",
    )
    checker.check_model(model)
    return model


def _component_nodes(models: Models, components: int, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    """Components never seen in training get a share of zero; with one seen, all of it is that one's."""
    place = np.zeros((len(models.present), components), dtype=np.float32)
    place[np.arange(len(models.present)), models.present] = 1.0
    if models.component is None:
        constants["component_share"] = place
        constants["component_zero"] = np.zeros((1, 1), dtype=np.float32)
        return [
            helper.make_node("Mul", ["probability", "component_zero"], ["component_none"]),
            helper.make_node("Add", ["component_none", "component_share"], ["component"]),
        ]
    constants["component_place"] = place
    return [
        tree_ensemble([(models.component, 0)], len(models.present), "features", "component_margin"),
        helper.make_node("Softmax", ["component_margin"], ["component_seen"], axis=1),
        helper.make_node("MatMul", ["component_seen", "component_place"], ["component"]),
    ]


def _time_nodes(models: Models, constants: dict[str, np.ndarray]) -> list[NodeProto]:
    """Quantiles are trained one by one and may cross: sorting them never makes one worse (Chernozhukov et al., 2010)."""
    constants["time_count"] = np.array([3], dtype=np.int64)
    constants["time_zero"] = np.zeros((1,), dtype=np.float32)
    boosters = [(booster, target) for target, booster in enumerate(models.time_to_failure)]
    return [
        tree_ensemble(boosters, 3, "features", "time_raw"),
        helper.make_node("TopK", ["time_raw", "time_count"], ["time_sorted", "time_order"], axis=1, largest=0, sorted=1),
        helper.make_node("Max", ["time_sorted", "time_zero"], ["time_to_failure"]),
    ]

"""Trains LightGBM models on features that were computed elsewhere and writes them as one ONNX graph. No feature code lives here."""

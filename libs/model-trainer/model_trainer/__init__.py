"""Trains LightGBM models on features that were computed elsewhere and writes them as one ONNX graph. No feature code lives here."""

import os

# Threads that wait must not spin: on a machine with other work that costs more than it gives. Read when LightGBM is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

"""Trains LightGBM models on features that were computed elsewhere and writes them as one ONNX graph. No feature code lives here."""

import os

# Threads that wait must not spin: on a busy machine spinning costs more than it saves. LightGBM
# reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

"""Entry point: ``python -m model_trainer train --dataset DIR --out DIR``."""

from model_trainer.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

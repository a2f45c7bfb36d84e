"""Benchmarks, run on demand: ``python -m tests.benchmarks --help``. Pytest does not collect them.

One thread for every matcher, so that their times compare, and no look at the network: both must be set before numpy
and the peers are imported.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
os.environ.setdefault("TQDM_DISABLE", "1")

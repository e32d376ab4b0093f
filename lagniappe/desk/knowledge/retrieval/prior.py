"""The calibration shipped with the desk, made by `python -m benchmarks.answers --fit`.

PHRASED is for entries with phrasings, PASSAGE for entries that have only an answer's text;
the MEANT ones for questions whose meaning is known as a vector. The weights are in the order of
`evidence.SIGNS`; docs/develop/answers.md says on which data.
"""

import numpy as np

from lagniappe.desk.knowledge.retrieval.calibration import Calibration

PHRASED = Calibration(
    np.array([-3.18, 3.19, 1.26, 0.53, 0.38, -1.29, 3.59, -0.47, -0.57, 0.65, 0.0])
)
PASSAGE = Calibration(np.array([-5.01, 1.73, 3.08, 2.11, 0.0, 1.73, 0.0, 0.0, -1.01, 1.97, 0.0]))
PHRASED_MEANT = Calibration(
    np.array([-3.92, 2.19, 1.36, 1.13, -1.37, 1.49, 1.28, 1.57, 0.06, -0.26, 1.15])
)
PASSAGE_MEANT = Calibration(
    np.array([-3.89, 1.72, 3.31, 1.26, 0.0, 0.59, 0.0, 0.0, 1.59, 0.1, 2.84])
)

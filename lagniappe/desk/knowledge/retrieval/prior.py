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
    np.array([-3.9, 2.47, 1.48, 0.32, -0.92, 0.85, 1.49, 0.83, 0.34, -0.47, 1.04])
)
PASSAGE_MEANT = Calibration(
    np.array([-4.02, 1.74, 3.66, 2.36, 0.0, 0.3, 0.0, 0.0, 0.08, -0.03, 3.61])
)

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
    np.array([-3.58, 2.39, 0.73, 1.2, 0.07, 2.0, 0.25, 0.49, 0.7, -0.82, 1.39])
)
PASSAGE_MEANT = Calibration(
    np.array([-3.8, 1.54, 3.21, 3.29, 0.0, 0.44, 0.0, 0.0, 0.3, -0.12, 2.74])
)

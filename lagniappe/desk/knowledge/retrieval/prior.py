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
    np.array([-4.02, 2.9, 1.6, 0.54, -1.71, -1.8, 1.33, -0.78, -0.54, 0.28, 4.68])
)
PASSAGE_MEANT = Calibration(
    np.array([-4.53, 2.22, 2.2, 2.1, 0.0, 0.09, 0.0, 0.0, 1.12, 0.14, 3.55])
)

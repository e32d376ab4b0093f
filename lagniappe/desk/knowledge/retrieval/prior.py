"""The calibration shipped with the desk, made by `python -m benchmarks.answers --fit`.

PHRASED is for entries with phrasings, PASSAGE for entries that have only an answer's text.
The weights are in the order of `evidence.SIGNS`; docs/develop/answers.md says on which data.
"""

import numpy as np

from lagniappe.desk.knowledge.retrieval.calibration import Calibration

PHRASED = Calibration(np.array([-3.7, 2.91, 3.24, -0.13, 1.5, 2.35, -1.02, 0.98, 1.37]))
PASSAGE = Calibration(np.array([-4.54, 0.68, 5.8, 0.0, 0.68, 0.0, 0.0, 0.11, 2.65]))

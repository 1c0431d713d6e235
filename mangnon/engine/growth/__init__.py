"""Body measures of children as z-scores of WHO's standards and reference, and back.

Up to 1,856 days (60 completed months) by the WHO Child Growth Standards (2006), after that by the
WHO Reference 2007, up to 19 years; weight for age ends at 10 years. Everything works on arrays of
equal length; ages are whole days, weights kilograms, lengths and heights centimetres. A score that
cannot be computed is NaN.

Sources of the method: WHO Child Growth Standards, Methods and development (2006), chapter 7; de
Onis et al., Bulletin of the WHO 85 (2007) 660-667; WHO's igrowup, anthro and anthroplus.
Decision 0026 says where these differ, and what is done here.
"""

from mangnon.engine.growth.curves import (
    DAYS_OF_A_MONTH,
    FIRST_STANDING_DAY,
    LAST_DAY,
    LAST_STANDARD_DAY,
)
from mangnon.engine.growth.heights import (
    FIRST_DAY_ON_OWN_FEET,
    LYING,
    POSITION_UNKNOWN,
    STANDING,
    as_standard_height,
    body_mass_index,
)
from mangnon.engine.growth.measures import (
    bmi_for_age,
    height_for_age,
    weight_for_age,
    weight_for_height,
)
from mangnon.engine.growth.scores import INDICES, LIMITS, LYING_BELOW_CM, ZScores, z_scores

__all__ = [
    "DAYS_OF_A_MONTH", "FIRST_DAY_ON_OWN_FEET", "FIRST_STANDING_DAY", "INDICES", "LAST_DAY",
    "LAST_STANDARD_DAY", "LIMITS", "LYING", "LYING_BELOW_CM", "POSITION_UNKNOWN", "STANDING",
    "ZScores", "as_standard_height", "bmi_for_age", "body_mass_index", "height_for_age",
    "weight_for_age", "weight_for_height", "z_scores",
]  # fmt: skip

"""The places that serve children, and the yearly assessment of schools and communes.

The models live in the folder's smaller files; this one is where Django and other apps look.
"""

from mangnon.places.answers import YesNo, is_one_of
from mangnon.places.imported_place import ImportedPlace
from mangnon.places.place import FormerUnit, Place, PlaceTrait
from mangnon.places.school import CommuneAssessment, School, SchoolAssessment

__all__ = [
    "CommuneAssessment", "FormerUnit", "ImportedPlace", "Place", "PlaceTrait", "School",
    "SchoolAssessment", "YesNo", "is_one_of",
]  # fmt: skip

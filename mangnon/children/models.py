"""The child register: who the children are, and the dated facts about them.

The models live in the folder's smaller files; this one is where Django and other apps look.
"""

from mangnon.children.duplicates.merge import Merge, MergeMove
from mangnon.children.duplicates.pair import DuplicatePair
from mangnon.children.exporting.export import Export, ExportChild
from mangnon.children.facts.circumstance import CircumstanceSpell
from mangnon.children.facts.disability import DisabilitySpell
from mangnon.children.facts.fact import Fact, RestrictedFact
from mangnon.children.facts.injury import Injury
from mangnon.children.facts.life import Birth, Death
from mangnon.children.facts.vaccination import Vaccination
from mangnon.children.facts.version import FactVersion
from mangnon.children.families import Guardian, Guardianship, Household, ResidenceSpell
from mangnon.children.growing import Measurement, Schooling
from mangnon.children.importing.imported_row import ImportedRow
from mangnon.children.moves.move import ChildMove
from mangnon.children.poverty import PovertySpell
from mangnon.children.register import Child, Sex
from mangnon.children.search.name_word import NameWord
from mangnon.children.search.saved_list import SavedList
from mangnon.children.stays import Stay

__all__ = [
    "Birth", "Child", "ChildMove", "CircumstanceSpell", "Death", "DisabilitySpell",
    "DuplicatePair", "Export", "ExportChild", "Fact", "FactVersion", "Guardian", "Guardianship",
    "Household", "ImportedRow", "Injury", "Measurement", "Merge", "MergeMove", "NameWord",
    "PovertySpell", "ResidenceSpell", "RestrictedFact", "SavedList", "Schooling", "Sex", "Stay",
    "Vaccination",
]  # fmt: skip

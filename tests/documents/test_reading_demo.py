"""The demo plan says the same as the seed in its own words, and says it cleanly."""

import subprocess
import sys
from pathlib import Path

import pytest

from mangnon.documents import read_plan
from tests.documents import seed_facts as facts
from tests.documents.test_reading_seed import SEED

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "mangnon" / "catalog" / "demo"


@pytest.fixture(scope="module", params=["plan.docx", "plan.txt"])
def plan(request):
    return read_plan(DEMO / request.param)


def test_it_has_the_34_targets_of_the_domain_dossier(plan):
    assert facts.targets_of(plan) == facts.TARGETS


def test_it_has_the_same_leads(plan):
    assert facts.leads_of(plan) == facts.LEADS


def test_it_speaks_to_the_same_eleven_agencies(plan):
    assert [a.name for a in plan.agencies] == [name for _, name, _ in facts.AGENCIES]
    assert all(a.tasks for a in plan.agencies)


def test_its_heading_is_filled_in(plan):
    assert plan.number == "128/KH-UBND"
    assert plan.issued_on.isoformat() == "2025-05-20"
    assert (plan.place, plan.issuer) == ("Bình Phước", "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC")
    assert plan.signer.name == "Nguyễn Thị Thu Hà"


def test_its_only_warning_is_the_shared_lead_of_number_nine(plan):
    assert [(w.code, "9" in w.text) for w in plan.warnings] == [("several-leads", True)]


def test_its_deadlines_are_those_of_the_seed(plan):
    assert [d.on.isoformat() for d in plan.deadlines] == ["2025-11-10", "2025-11-20"]
    assert plan.deadlines[0].via == "Sở Y tế"


def test_the_word_file_is_what_the_script_writes(tmp_path):
    before = (DEMO / "plan.docx").read_bytes()
    code = "from demo_plan import FOLDER, write; import sys;"
    code += "sys.stdout.buffer.write(write((FOLDER / 'plan.txt').read_text('utf-8').splitlines()))"
    made = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "tools", capture_output=True, check=True
    )
    assert made.stdout == before


@pytest.mark.skipif(not SEED.exists(), reason=f"the seed plan is not at {SEED}")
def test_no_task_is_copied_from_the_seed():
    seed, demo = read_plan(SEED), read_plan(DEMO / "plan.txt")
    words = {task.text for a in seed.agencies for task in a.tasks} | {
        k.text for k in seed.key_tasks
    }
    assert not words & {task.text for a in demo.agencies for task in a.tasks}
    assert not words & {k.text for k in demo.key_tasks}

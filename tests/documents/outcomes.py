"""What reading a file comes to: the JSON of a plan, or the one sentence that refuses it."""

from mangnon.documents import PlanError, read_plan


def outcome(path):
    try:
        return read_plan(path).to_json()
    except PlanError as refusal:
        return str(refusal)

"""The addresses of consolidated reports, under `/reports/consolidating/`."""

from django.urls import path

from mangnon.reports.consolidating.pages import figures, sections, state

ONE = "<uuid:obligation_id>/"
SECTION, PASSAGE = f"{ONE}sections/<slug:key>/", f"{ONE}passages/<int:passage_id>/"

urlpatterns = [
    path("", state.consolidations, name="consolidations"),
    path(ONE, state.consolidation, name="consolidation"),
    path(f"{ONE}bodies/", state.bodies, name="consolidation-bodies"),
    path(f"{ONE}begin/", state.begun, name="consolidation-begin"),
    path(f"{ONE}take-in/", state.taken_in, name="consolidation-take-in"),
    path(f"{ONE}run/", state.figures_taken, name="consolidation-run"),
    path(f"{ONE}build/", state.built, name="consolidation-build"),
    path(f"{ONE}hand-in/", state.handed_in, name="consolidation-hand-in"),
    path(f"{ONE}return/", state.given_back, name="consolidation-return"),
    path(f"{ONE}send/", state.sent, name="consolidation-send"),
    path(f"{ONE}reopen/", state.reopened, name="consolidation-reopen"),
    path(SECTION, sections.section, name="consolidation-section"),
    path(f"{SECTION}words/", sections.own_words, name="consolidation-words"),
    path(f"{SECTION}take-all/", sections.all_taken, name="consolidation-take-all"),
    path(f"{SECTION}leave-out/", sections.repeated_left_out, name="consolidation-leave-out"),
    path(PASSAGE, sections.passage, name="consolidation-passage"),
    path(f"{PASSAGE}decide/", sections.decided, name="consolidation-decide"),
    path(f"{ONE}figures/", figures.disagreements, name="consolidation-figures"),
    path(
        f"{ONE}figures/<int:version_id>/<slug:leaf>/",
        figures.explained,
        name="consolidation-explain",
    ),
]

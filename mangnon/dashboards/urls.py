from django.urls import path

from mangnon.dashboards import case_statistics, gap_pages, views
from mangnon.dashboards.cascade import check_pages, proposing_pages
from mangnon.dashboards.explorer import views as explorer
from mangnon.dashboards.mine.views import mine
from mangnon.dashboards.quality import views as quality

app_name = "dashboards"
urlpatterns = [
    path("", views.overview, name="scoreboard"),
    path("mine/", mine, name="mine"),
    path("indicators/<slug:leaf>/", views.indicator_page, name="indicator"),
    path("indicators/<slug:leaf>/live/", views.indicator_live, name="indicator-live"),
    path("indicators/<slug:leaf>/chart.json", views.indicator_chart, name="indicator-chart"),
    path("indicators/<slug:leaf>/years.json", views.indicator_years, name="indicator-years"),
    path("indicators/<slug:leaf>/behind/", gap_pages.gap_page, name="gap"),
    path("indicators/<slug:leaf>/behind/print/", gap_pages.gap_sheet, name="gap-sheet"),
    path("indicators/<slug:leaf>/behind/list.csv", gap_pages.gap_csv, name="gap-csv"),
    path("cases/statistics/", case_statistics.statistics, name="case-statistics"),
    path("data/", quality.data, name="data"),
    path("data/quality/", quality.findings, name="quality"),
    path("data/quality/<int:finding_id>/explain/", quality.explain, name="explain-finding"),
    path(
        "data/quality/explanations/<int:explanation_id>/take-back/",
        quality.withdraw,
        name="take-back-explanation",
    ),
    path("plans/cascade/", check_pages.cascade, name="cascade"),
    path("plans/cascade/<slug:leaf>/", check_pages.cascade_leaf, name="cascade-leaf"),
    path("plans/local/new/", proposing_pages.propose, name="local-propose"),
    path("plans/local/new/all/", proposing_pages.propose_all, name="local-propose-all"),
    path(
        "plans/local/<uuid:local_id>/propose/",
        proposing_pages.propose_again_,
        name="local-propose-again",
    ),
    path("explorer/", explorer.explorer, name="explorer"),
    path("explorer/chart.json", explorer.chart, name="explorer-chart"),
    path("explorer/map.json", explorer.map_, name="explorer-map"),
    path("explorer/figures.<slug:form>", explorer.figures, name="explorer-file"),
]

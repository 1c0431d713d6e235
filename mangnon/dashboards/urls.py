from django.urls import path

from mangnon.dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("", views.overview, name="scoreboard"),
    path("indicators/<slug:leaf>/", views.indicator_page, name="indicator"),
    path("indicators/<slug:leaf>/live/", views.indicator_live, name="indicator-live"),
    path("indicators/<slug:leaf>/chart.json", views.indicator_chart, name="indicator-chart"),
    path("indicators/<slug:leaf>/years.json", views.indicator_years, name="indicator-years"),
]

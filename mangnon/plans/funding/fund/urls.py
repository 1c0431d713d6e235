from django.urls import path

from mangnon.plans.funding.fund import grant_pages, pages

urlpatterns = [
    path("", pages.fund_page, name="fund"),
    path("ledger/", pages.ledger, name="fund-ledger"),
    path("entries/<uuid:entry_id>/reverse/", pages.entry_reverse, name="fund-reverse"),
    path("donors/", pages.donor_list, name="fund-donors"),
    path("donors/new/", pages.donor_new, name="fund-donor-new"),
    path("donors/<uuid:donor_id>/", pages.donor, name="fund-donor"),
    path("donors/<uuid:donor_id>/agree/", pages.donor_agree, name="fund-agree"),
    path("donors/<uuid:donor_id>/pledge/", pages.donor_pledge, name="fund-pledge"),
    path("donors/<uuid:donor_id>/receive/", pages.donor_receive, name="fund-receive"),
    path("grants/", grant_pages.grant_list, name="fund-grants"),
    path("grants/new/", grant_pages.grant_new, name="fund-grant-new"),
    path("grants/<uuid:grant_id>/", grant_pages.grant, name="fund-grant"),
    path("grants/<uuid:grant_id>/approve/", grant_pages.grant_approve, name="fund-grant-approve"),
    path("grants/<uuid:grant_id>/return/", grant_pages.grant_return, name="fund-grant-return"),
]

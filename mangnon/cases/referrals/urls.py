"""Addresses of the partner's own pages."""

from django.urls import path

from mangnon.cases.referrals import partner_pages

urlpatterns = [
    path("", partner_pages.referrals, name="partner_referrals"),
    path("<uuid:referral_id>/", partner_pages.referral, name="partner_referral"),
]

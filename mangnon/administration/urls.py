from django.urls import path

from mangnon.administration import audit, explainer, views

urlpatterns = [
    path("", views.home, name="administration"),
    path("access/", explainer.explainer, name="explainer"),
    path("audit/", audit.audit, name="audit"),
    path("audit/digest/", audit.audit_digest, name="audit-digest"),
]

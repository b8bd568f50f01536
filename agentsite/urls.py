"""Everything is in agents.urls; this file only names the error pages."""

from django.urls import include, path

urlpatterns = [path("account/", include("agents.account_urls")), path("", include("agents.urls"))]

handler400 = "agents.views.errors.bad_request"
handler403 = "agents.views.errors.forbidden"
handler404 = "agents.views.errors.not_found"
handler429 = "agents.views.errors.too_many"  # allauth asks for it by this name
handler500 = "agents.views.errors.server_error"

"""The addresses of signing in with an account elsewhere, for the providers that are configured."""

from importlib import import_module

from allauth.socialaccount import views as allauth
from django.conf import settings
from django.urls import URLPattern, path

from agents.views.sso import begin


def _of(provider) -> list[URLPattern]:
    views = import_module(f"allauth.socialaccount.providers.{provider.kind}.views")
    if provider.kind == "openid_connect":
        place, login, callback = "sso/<slug:provider_id>/", views.login, views.callback
    else:
        place, login, callback = f"sso/{provider.kind}/", views.oauth2_login, views.oauth2_callback
    return [
        path(place, begin(login, provider.name), name=f"{provider.kind}_login"),
        path(f"{place}back/", callback, name=f"{provider.kind}_callback"),
    ]


urlpatterns = [
    path("sso/cancelled/", allauth.login_cancelled, name="socialaccount_login_cancelled"),
    *(each for provider in reversed(settings.SSO_PROVIDERS) for each in _of(provider)),
]

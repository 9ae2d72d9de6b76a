"""Every address that Sightline answers."""

from django.urls import include, path

from config.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz"), path("", include("sightline.pages.urls"))]

handler400 = "sightline.pages.errors.bad_request"
handler403 = "sightline.pages.errors.forbidden"
handler404 = "sightline.pages.errors.not_found"
handler500 = "sightline.pages.errors.broken"

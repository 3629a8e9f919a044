from django.urls import path

from . import views

urlpatterns = [
    path("health/", views.alive, name="health"),
    path("health/ready/", views.ready, name="health_ready"),
]

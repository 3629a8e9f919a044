from django.urls import path

from . import views

urlpatterns = [
    path("private-media/<str:signed>", views.private_file, name="media_private"),
    path("media/<path:name>", views.public_file, name="media_public"),
]

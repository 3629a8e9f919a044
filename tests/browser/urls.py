"""The addresses of the site, and under /errors/ the pages that readers should never see."""

from django.shortcuts import render
from django.urls import path

from broadsheet.urls import urlpatterns as of_the_site


def error(request, status: int):
    return render(request, f"{status}.html", status=status)


urlpatterns = [path("errors/<int:status>/", error), *of_the_site]

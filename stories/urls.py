from django.urls import path

from . import sitemaps

urlpatterns = [
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index),
    path("sitemap-pages.xml", sitemaps.pages),
    path("sitemap-news.xml", sitemaps.news),
    path("sitemap-stories-<int:number>.xml", sitemaps.stories),
]

"""The site's addresses, and a changelist of the admin over the same table with the same columns."""

from django.contrib import admin
from django.urls import path

from agents.models import Document
from agentsite.urls import urlpatterns as site_urlpatterns


@admin.register(Document)
class DocumentAdmin(admin.ModelAdmin):
    list_display = ("name", "description", "tools", "model", "verdict", "version", "author", "updated_at")
    list_per_page = 50
    list_select_related = ("head",)
    list_filter = ("model", "verdict", "folder")
    search_fields = ("name", "description", "path")
    ordering = ("verdict", "name", "id")

    @admin.display(ordering="head__number")
    def version(self, document):
        return document.head.number

    @admin.display(ordering="head__author_name")
    def author(self, document):
        return document.head.author_name


urlpatterns = [path("admin/", admin.site.urls), *site_urlpatterns]

"""The addresses of the public sites, which stay, and of their keeping."""

from django.urls import path

from candour.practice.public.web.views import feeds, keeping, kept_documents, pages, promises

SITE = "public/<slug:slug>/"
KEPT = "site/<slug:slug>/"
OF_KEPT = "site/documents/<slug:ref>/"
DOCUMENT = f"{SITE}documents/<slug:ref>/"

urlpatterns = [
    path("robots.txt", feeds.robots, name="robots"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("public/", pages.sites, name="public_sites"),
    path(SITE, pages.home, name="public_home"),
    path(f"{SITE}colours.css", pages.colours, name="public_colours"),
    path(f"{SITE}about/", pages.about, name="public_about"),
    path(f"{SITE}meetings/", pages.meetings, name="public_meetings"),
    path(f"{SITE}promises/", promises.promises, name="public_promises"),
    path(f"{SITE}promises/feed/", feeds.promises_feed, name="public_promises_feed"),
    path(f"{SITE}promises/easy-read/", promises.easy_promises, name="public_promises_easy"),
    path(f"{SITE}promises/promises.csv", promises.promises_csv, name="public_promises_csv"),
    path(f"{SITE}promises/<slug:ref>/", promises.promise, name="public_promise"),
    path(f"{SITE}search/", pages.search, name="public_search"),
    path(f"{SITE}concern/", pages.concern, name="public_concern"),
    path(f"{SITE}feed/", feeds.feed, name="public_feed"),
    path(DOCUMENT, pages.document, name="public_document"),
    path(f"{DOCUMENT}easy-read/", pages.easy_read, name="public_easy_read"),
    path(f"{DOCUMENT}facts.json", pages.facts, name="public_facts"),
    path(f"{DOCUMENT}files/<slug:file_ref>/", pages.file, name="public_file"),
    path(f"{SITE}<slug:section>/", pages.section, name="public_section"),
    path("site/", keeping.sites, name="site_keeping"),
    path("site/new/<str:partnership_ref>/", keeping.set_up, name="site_set_up"),
    path(OF_KEPT, kept_documents.document, name="site_document"),
    path(f"{OF_KEPT}confirm/", kept_documents.confirm, name="site_confirm"),
    path(f"{OF_KEPT}drop/", kept_documents.drop, name="site_drop"),
    path(f"{OF_KEPT}withdraw/", kept_documents.withdraw, name="site_withdraw"),
    path(f"{OF_KEPT}easy-read/", kept_documents.easy_read, name="site_easy_read"),
    path(f"{OF_KEPT}easy-read/confirm/", kept_documents.confirm_easy_read, name="site_easy_read_confirm"),
    path(KEPT, keeping.site, name="site_keep"),
    path(f"{KEPT}open/", keeping.open_to_all, name="site_open"),
    path(f"{KEPT}words/", keeping.words, name="site_words"),
    path(f"{KEPT}write/", keeping.write, name="site_write"),
    path(f"{KEPT}contacts/add/", keeping.contact, name="site_contact_add"),
    path(f"{KEPT}contacts/<slug:contact_ref>/", keeping.contact, name="site_contact"),
    path(f"{KEPT}contacts/<slug:contact_ref>/remove/", keeping.remove_contact, name="site_contact_remove"),
    path(f"{KEPT}dates/add/", keeping.meeting, name="site_date_add"),
    path(f"{KEPT}dates/<slug:date_ref>/", keeping.meeting, name="site_date"),
    path(f"{KEPT}dates/<slug:date_ref>/remove/", keeping.remove_meeting, name="site_date_remove"),
]

"""The help centre: public answers, for everybody who can help themselves."""

from lagniappe.web.help import complaints, entry, files, listing, search, sitemap, trail

# What has a fixed word in its path comes before what takes any word there.
routes = [
    *sitemap.routes,
    *files.routes,
    *search.routes,
    *trail.routes,
    *complaints.routes,
    *listing.routes,
    *entry.routes,
]

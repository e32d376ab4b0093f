"""Reports: pages for supervisors, made beside everything else and kept."""

from lagniappe.web.reports import recovery

routes = [*recovery.routes]

"""Reports: pages for supervisors, read from sums, never counted while somebody waits."""

from lagniappe.web.reports import contacts, counted, recovery, show

routes = [*recovery.routes, *contacts.routes, *counted.routes, *show.routes]

"""The customers' voice and what we thank each other for: one entry in the rail, tabs inside."""

from lagniappe.web.voice import (
    coaching,
    lessons,
    loops,
    nominations,
    principles,
    prizes,
    tables,
    thanks,
    themes,
    watch,
    words,
)

routes = [
    *loops.routes,
    *words.routes,
    *themes.routes,
    *watch.routes,
    *thanks.routes,
    *nominations.routes,
    *prizes.routes,
    *tables.routes,
    *coaching.routes,
    *lessons.routes,
    *principles.routes,
]

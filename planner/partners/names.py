"""What the plan's ids are called on the page; anything else is shown as it was written."""

from __future__ import annotations

from planner.partners.words import mark

CHANNELS = {
    "paid_social": mark("Paid social"),
    "online_video": mark("Online video"),
    "short_video": mark("Short video"),
    "search": mark("Search ads"),
    "ctv_tv": mark("Connected TV and TV"),
    "out_of_home": mark("Out of home"),
    "cinema_trailers": mark("Trailers in cinemas"),
    "press_events": mark("Press and events"),
}
FIXED = {
    "dcp": mark("DCPs and keys"),
    "certificate": mark("Certificate fee"),
    "publicity": mark("Publicity"),
    "creative": mark("Creative"),
    "talent_travel": mark("Talent travel"),
}
GATES = {
    "certificate": mark("Certificate"),
    "trailer": mark("Trailer"),
    "booking": mark("Cinema bookings"),
    "accessibility": mark("Captions and audio description"),
    "trailer accessibility": mark("Captions and audio description of the trailer"),
    "trailer clearance": mark("Clearance of the trailer"),
    "copies": mark("Copies in the cinemas"),
    "delivery": mark("Delivery to the platform"),
    "creator permits": mark("Permits of creators"),
    "materials": mark("Material with the partner"),
    "campaign": mark("Run-up with trailers and posters"),
}
VERSIONS = {"subtitles": mark("{language} subtitles"), "dub": mark("{language} dub")}
RELEASES = {
    "theatrical": mark("Cinema release"),
    "event": mark("Event cinema"),
    "festival only": mark("Festivals only"),
    "TVOD": mark("Digital rental and sale (TVOD)"),
    "SVOD": mark("Subscription streaming (SVOD)"),
}
ROLES = {
    "main": mark("Main contact"),
    "marketing": mark("Marketing"),
    "publicity": mark("Publicity"),
    "distribution": mark("Distribution"),
    "bookings": mark("Cinema bookings"),
}
"""What somebody does at a partner; any other role is shown as it was written."""
EMBARGOED = {"reviews": mark("reviews"), "social reactions": mark("social reactions")}
"""What embargoes are mostly about; anything else is shown as it was written."""
GENRES = {
    "action": mark("Action"),
    "adventure": mark("Adventure"),
    "animation": mark("Animation"),
    "comedy": mark("Comedy"),
    "crime": mark("Crime"),
    "documentary": mark("Documentary"),
    "drama": mark("Drama"),
    "family": mark("Family"),
    "fantasy": mark("Fantasy"),
    "history": mark("History"),
    "horror": mark("Horror"),
    "music": mark("Music"),
    "mystery": mark("Mystery"),
    "romance": mark("Romance"),
    "science fiction": mark("Science fiction"),
    "thriller": mark("Thriller"),
    "war": mark("War"),
}
PLATFORMS = {
    "youtube": "YouTube",
    "tiktok": "TikTok",
    "instagram": "Instagram",
    "x": "X",
    "twitch": "Twitch",
}
"""Proper names, the same in every language."""

"""Signed-in devices in words: what a browser says of itself, as a person would name it."""

import re

# Browsers name those they descend from too, so the youngest of a line comes first.
BROWSERS = {
    "Edg": "Edge",
    "EdgA": "Edge",
    "EdgiOS": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Vivaldi": "Vivaldi",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "HeadlessChrome": "Chrome",
    "Chromium": "Chromium",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Macintosh": "macOS",
    "Linux": "Linux",
}
# "curl/8.5.0", "python-requests/2.32": a program says its name and nothing else.
PROGRAM = re.compile(r"([A-Za-z][\w.-]{1,30})/\d")


def named(user_agent: str) -> str:
    """ "Firefox on Windows", "curl", or as much of it as can be told."""
    system = next((name for token, name in SYSTEMS.items() if token in user_agent), "")
    browser = next((name for token, name in BROWSERS.items() if f"{token}/" in user_agent), "")
    if browser and system:
        return f"{browser} on {system}"
    if browser or system:
        return browser or f"A browser on {system}"
    program = PROGRAM.match(user_agent)
    return program[1] if program and program[1] != "Mozilla" else "An unknown device"

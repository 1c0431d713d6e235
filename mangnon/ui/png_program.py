"""A program of its own that draws charts: the memory that it takes for them ends with it.

It reads `{"specs": [Vega-Lite, …], "scale": 2.0}` and prints the pictures, PNG in base64, as JSON.
"""

import base64
import json
import sys
from pathlib import Path
from typing import Any

import vl_convert

FONT_FOLDER = Path(__file__).parent / "static" / "vendor" / "be-vietnam-pro"
VEGA_LITE = "6.4"
WIDTH = 420  # of a chart that on a page is as wide as its place


def main() -> int:
    asked = json.load(sys.stdin)
    vl_convert.register_font_directory(str(FONT_FOLDER))
    pictures = [picture(spec, asked["scale"]) for spec in asked["specs"]]
    json.dump([base64.b64encode(png).decode("ascii") for png in pictures], sys.stdout)
    return 0


def picture(spec: dict[str, Any], scale: float) -> bytes:
    """Draw a spec with the vendored font, in the locale that it carries."""
    on_paper = spec | {"width": WIDTH} if spec.get("width") == "container" else spec
    locale = spec["usermeta"]["locale"]
    return vl_convert.vegalite_to_png(
        on_paper,
        vl_version=VEGA_LITE,
        scale=scale,
        format_locale=locale["number"],
        time_format_locale=locale["time"],
    )


if __name__ == "__main__":
    sys.exit(main())

"""Vendor the GOV.UK Design System's stylesheet: unpack the npm tarball, take away what is GOV.UK's own, write it.

    npm pack govuk-frontend@6.3.0 && tar xzf govuk-frontend-6.3.0.tgz
    python tools/vendor_govuk.py package

For maintainers, once for each release of the design system. Needs no node at run time and none at build time.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "sightline" / "static" / "vendor"


def vendored(css: str) -> str:
    """This will give the stylesheet without the font and the crest (licensed for GOV.UK alone) and without its map."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "arial")
    css = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)
    css = css.replace("url(/assets/images/", "url(images/")
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css).rstrip() + "\n"


def main(package: Path) -> None:
    """This will write the stylesheet and its version. Raises ValueError if a picture or a font is still asked for."""
    about = json.loads((package / "package.json").read_text())
    css = vendored((package / "dist/govuk/govuk-frontend.min.css").read_text())
    if "url(" in css or "GDS Transport" in css:
        raise ValueError("this release asks for a picture or a font that this script does not know")
    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "govuk-frontend.min.css").write_text(css)
    (VENDOR / "VERSIONS").write_text(
        f"{about['name']} {about['version']} ({about['license']}), dist/govuk/govuk-frontend.min.css\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

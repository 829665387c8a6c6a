"""What customers type is shown as they typed it, and none of it is ever run."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.live.browser.shop_page import ShopPage

ATTACKS = (
    "<script>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg onload=hit()>",
    "<svg><script>hit()</script></svg>",
    "<body onload=hit()>",
    "<iframe src=javascript:hit()></iframe>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<a href=javascript:hit()>click</a>",
    "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>",
    "<video><source onerror=hit()></video>",
    "<audio src onerror=hit()>",
    "<object data=javascript:hit()></object>",
    "<embed src=javascript:hit()>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=hit()>",
    "<style>@import 'javascript:hit()'</style>",
    "<link rel=stylesheet href=javascript:hit()>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>",
    "<template><script>hit()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=hit()>'>",
    '"><script>hit()</script>',
    "'-hit()-'",
    '\\"-hit()//',
    "</textarea><script>hit()</script>",
    "</script><script>hit()</script>",
    "javascript:hit()",
    "{{constructor.constructor('hit()')()}}",
    "${hit()}",
    "&lt;script&gt;hit()&lt;/script&gt;",
    "<marquee onstart=hit()>",
)
COUNT_HITS = "window.hits = 0; window.hit = () => { window.hits += 1; };"


def test_thirty_attacks_are_thirty_texts(profile: Callable[..., BrowserContext], address: str) -> None:
    context = profile()
    context.add_init_script(COUNT_HITS)
    shop = ShopPage(context.new_page(), address, "rma").open()
    shop.page.on("dialog", lambda dialog: dialog.dismiss())
    for words in ATTACKS:
        shop.says(words)
    check_nothing_ran(shop)
    shop.page.reload()
    expect(shop.page.locator(".line.customer")).to_have_count(len(ATTACKS))
    check_nothing_ran(shop)


def check_nothing_ran(shop: ShopPage) -> None:
    said = shop.page.locator(".line.customer .bubble")
    assert tuple(said.evaluate_all("all => all.map(each => each.textContent)")) == ATTACKS
    assert shop.page.evaluate("window.hits") == 0
    assert said.evaluate_all("all => all.flatMap(each => [...each.querySelectorAll('*')].map(one => one.tagName))") == [
        "P"
    ] * len(ATTACKS)

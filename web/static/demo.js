/** The demo shop's page: orders that follow what is done in the chat, and "get help", by which the shop vouches for its customer. */

const SETTLE_MS = 400;

const chat = document.querySelector("aftersales-chat");
const toChat = document.querySelector(".to-chat");
const orders = document.querySelector(".orders");
const news = document.getElementById("news");
let settling = 0;

new IntersectionObserver(([place]) => (toChat.hidden = place.isIntersecting)).observe(chat);

orders.addEventListener("click", async ({ target }) => {
  const { token } = target.closest("button")?.dataset ?? {};
  if (!token) return;
  document.getElementById("chat").scrollIntoView({ block: "start" });
  await chat.begin(token);
});

chat.addEventListener("aftersales-line", ({ detail }) => {
  clearTimeout(settling);
  if (detail.author !== "customer") settling = setTimeout(refresh, SETTLE_MS);
});

/** Put the orders whose state has changed in the place of what is shown of them. */
async function refresh() {
  const answer = await fetch(orders.dataset.source).catch(() => null);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const order of now.querySelectorAll("[data-order]")) {
    const shown = orders.querySelector(`[data-order="${CSS.escape(order.dataset.order)}"]`);
    if (!shown || shown.dataset.state === order.dataset.state) continue;
    order.classList.add("changed");
    shown.replaceWith(order);
    news.textContent = `${order.dataset.order}: ${order.dataset.state}`;
  }
}

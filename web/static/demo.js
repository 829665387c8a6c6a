/** The demo shop's page: a way to the chat while it is out of sight; "get help with this order" opens a chat in which the shop vouches for its customer. */

const chat = document.querySelector("aftersales-chat");
const toChat = document.querySelector(".to-chat");

new IntersectionObserver(([place]) => (toChat.hidden = place.isIntersecting)).observe(chat);

for (const button of document.querySelectorAll("[data-token]")) {
  button.addEventListener("click", async () => {
    document.getElementById("chat").scrollIntoView({ block: "start" });
    await chat.begin(button.dataset.token);
  });
}

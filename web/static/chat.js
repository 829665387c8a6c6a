/** The chat for customers: <aftersales-chat shop="qualir" token="..."></aftersales-chat>. */

import { HandoverStrip } from "./chat_handover.js";
import { ChatServer } from "./chat_server.js";
import { LineList } from "./chat_lines.js";
import { frame } from "./chat_frame.js";
import { UploadTray } from "./chat_uploads.js";

const LONGEST_MESSAGE = 2000;
const RESTART_MS = 3000;
const NOT_REACHED = "The assistant cannot be reached. Please check your connection.";

class AftersalesChat extends HTMLElement {
  connectedCallback() {
    if (!this.shadowRoot) this.build();
    this.open(false);
  }

  disconnectedCallback() {
    this.server?.stopListening();
    document.removeEventListener("visibilitychange", this.onVisibility);
  }

  /** Begin a new conversation, about the order that the token vouches for where there is one. */
  async begin(token = null) {
    if (token) this.setAttribute("token", token);
    await this.open(true);
    this.parts.input.focus();
  }

  build() {
    this.parts = frame(this.attachShadow({ mode: "open" }), this.getAttribute("name") || "");
    this.server = new ChatServer(this.getAttribute("shop"), {
      line: (line) => this.hear(line),
      typing: (isTyping) => this.showTyping(isTyping),
      handover: (stands) => this.handover.show(stands),
      lost: () => this.say("The connection is lost. Trying again …"),
      back: () => this.say(""),
      gone: () => setTimeout(() => this.open(false), RESTART_MS),
    });
    this.handover = new HandoverStrip(this.server, this.parts.input);
    this.parts.notice.before(this.handover.part);
    this.lines = new LineList(this.parts, {
      pick: (button, isByKeyboard) => this.pick(button, isByKeyboard),
      person: (isByKeyboard) => this.askForPerson(isByKeyboard),
      again: (pending) => this.deliver(pending),
    });
    this.uploads = new UploadTray(this.parts, this.server, (sentence) => this.say(sentence));
    this.listenToCustomer();
  }

  listenToCustomer() {
    const { form, input, person, again, sure, transcript, mail } = this.parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.sendTyped();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.sendTyped();
      }
    });
    input.addEventListener("input", () => this.fitInput());
    person.addEventListener("click", () => this.askForPerson());
    mail.addEventListener("click", () => this.mailTranscript());
    again.addEventListener("click", () => sure.showModal());
    sure.addEventListener("close", () => sure.returnValue === "yes" && this.begin());
    transcript.href = this.server.address("transcript");
    this.onVisibility = () => (document.hidden ? this.server.stopListening() : this.server.listen());
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  async open(isFresh) {
    const answer = await this.server.start(isFresh, isFresh ? this.getAttribute("token") : null);
    if (!answer.ok) {
      this.say(answer.detail || NOT_REACHED);
      if (!answer.status) setTimeout(() => this.open(isFresh), RESTART_MS);
      return;
    }
    this.say("");
    if (isFresh) this.lines.clear();
    this.server.listen(isFresh);
  }

  sendTyped() {
    const text = this.parts.input.value.trim();
    if (!text) return;
    if (text.length > LONGEST_MESSAGE) {
      this.say(`That is ${text.length} characters; please say it in ${LONGEST_MESSAGE.toLocaleString("en")} or fewer.`);
      return;
    }
    this.parts.input.value = "";
    this.fitInput();
    this.send({ text }, text);
  }

  /** The button goes away once it is picked: the keyboard's place is then where one writes. */
  pick(button, isByKeyboard) {
    this.send({ button: button.id }, button.title);
    if (isByKeyboard) this.parts.input.focus();
  }

  send(content, shown) {
    const pending = this.lines.addPending(crypto.randomUUID?.() ?? randomId(), shown, content);
    return this.deliver(pending);
  }

  /** Send a message; sending it again under the same id does no harm. */
  async deliver(pending) {
    this.say("");
    this.lines.mark(pending, "sending");
    const answer = await this.server.send(pending.clientId, pending.content);
    if (answer.ok) {
      this.lines.show(answer.body.message);
      answer.body.answer.forEach((line) => this.lines.show(line));
    } else {
      this.lines.mark(pending, "failed", answer.detail || NOT_REACHED);
    }
  }

  async askForPerson(isByKeyboard = false) {
    this.say("");
    if (isByKeyboard) this.parts.input.focus();
    const answer = await this.server.askForPerson(crypto.randomUUID?.() ?? randomId());
    if (!answer.ok) this.say(answer.detail || NOT_REACHED);
  }

  /** The server knows the address, from the order that is shown to be the customer's. */
  async mailTranscript() {
    this.say("");
    const answer = await this.server.post(this.server.address("transcript/mail"), {});
    if (!answer.ok) return this.say(answer.detail || NOT_REACHED);
    const { address, is_kept: isKept } = answer.body;
    const when = isKept ? "will go to" : "is on its way to";
    return this.say(`This conversation ${when} ${address}${isKept ? " as soon as the shop can send e-mails" : ""}.`, true);
  }

  /** Show a line that comes, and tell the page about it: the shop may have something to bring up to date. */
  hear(line) {
    this.lines.show(line);
    const detail = { author: line.author };
    this.dispatchEvent(new CustomEvent("aftersales-line", { bubbles: true, detail }));
  }

  showTyping(isTyping) {
    this.lines.replayed();
    this.parts.typing.hidden = !isTyping;
    this.lines.follow();
  }

  say(sentence, isGood = false) {
    this.parts.notice.classList.toggle("good", isGood);
    this.parts.notice.textContent = sentence;
    this.parts.notice.hidden = !sentence;
  }

  fitInput() {
    const { input } = this.parts;
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 2, 140)}px`;
  }
}

/** An id for pages that are not served over https, where browsers offer no randomUUID. */
function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

customElements.define("aftersales-chat", AftersalesChat);

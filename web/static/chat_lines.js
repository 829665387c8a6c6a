/** The list of lines: each shown once and in order, with the place kept while somebody reads further up. */

import { decisionCard } from "./chat_card.js";
import { element } from "./chat_elements.js";
import { textParts } from "./chat_text.js";

const AT_END_PX = 48;
const EDGE_PX = 12;
const OF_A_FILE = "evidence-";
const WHO = { customer: "You", assistant: "Assistant", agent: "Colleague", system: "Notice" };
const PERSON = "Talk to a person";

export class LineList {
  constructor({ log, lines, newer }, wishes) {
    this.log = log;
    this.list = lines;
    this.newer = newer;
    this.wishes = wishes;
    this.shown = new Map();
    this.pending = new Map();
    this.isAtEnd = true;
    log.addEventListener("scroll", () => this.noticePlace(), { passive: true });
    newer.addEventListener("click", () => this.readOn());
    new ResizeObserver(() => this.follow()).observe(log);
  }

  clear() {
    this.shown.clear();
    this.pending.clear();
    this.list.replaceChildren();
    this.log.setAttribute("aria-live", "off");
    this.isAtEnd = true;
  }

  /** From here on lines are new, and announced. */
  replayed() {
    this.log.setAttribute("aria-live", "polite");
  }

  /** Show a line of the transcript, unless it is shown already. */
  show(line) {
    if (this.shown.has(line.seq)) return;
    this.pending.get(line.client_id)?.row.remove();
    this.pending.delete(line.client_id);
    const row = this.row(line.author, new Date(line.at), said(line), line.buttons);
    if (line.name) row.prepend(element("p", { class: "by" }, [line.name]));
    this.shown.set(line.seq, row);
    row.dataset.seq = line.seq;
    row.classList.toggle("told", Boolean(line.client_id?.startsWith(OF_A_FILE)));
    this.list.insertBefore(row, this.nextAfter(line.seq));
    this.retireButtons();
    this.follow(line.author !== "customer");
  }

  /** Show what the customer has just sent, before the server has it. */
  addPending(clientId, text, content) {
    const row = this.row("customer", new Date(), said({ author: "customer", text }), []);
    const pending = { clientId, content, row, state: element("p", { class: "state" }) };
    row.append(pending.state);
    this.pending.set(clientId, pending);
    this.list.append(row);
    this.retireButtons();
    this.goOn();
    return pending;
  }

  mark(pending, state, sentence = "") {
    pending.row.classList.toggle("failed", state === "failed");
    pending.state.replaceChildren(state === "failed" ? `Not sent. ${sentence} ` : "Sending …");
    if (state !== "failed") return;
    const again = element("button", { type: "button" }, ["Send again"]);
    again.addEventListener("click", () => this.wishes.again(pending));
    pending.state.append(again);
    pending.state.setAttribute("role", "alert");
    this.follow();
  }

  row(author, moment, drawn, buttons) {
    const row = element("article", { class: `line ${author}` }, [
      element("span", { class: "unseen" }, [`${WHO[author]}: `]),
      drawn,
      element("time", { datetime: moment.toISOString(), title: moment.toLocaleString() }, [clock(moment)]),
    ]);
    if (buttons.length) row.append(this.choices(buttons));
    return row;
  }

  choices(buttons) {
    const made = buttons.map((button) => {
      const choice = element("button", { type: "button" }, [button.title]);
      choice.addEventListener("click", (click) => {
        const isByKeyboard = click.detail === 0;
        if (button.title === PERSON) this.wishes.person(isByKeyboard);
        else this.wishes.pick(button, isByKeyboard);
      });
      return choice;
    });
    return element("div", { class: "choices", role: "group", "aria-label": "Choices" }, made);
  }

  /** Choices can be picked as long as they are the last thing said. */
  retireButtons() {
    const last = this.list.lastElementChild;
    for (const choices of this.list.querySelectorAll(".choices")) {
      if (choices.parentElement !== last) choices.remove();
    }
  }

  nextAfter(seq) {
    for (const row of this.list.children) {
      if (!row.dataset.seq || Number(row.dataset.seq) > seq) return row;
    }
    return null;
  }

  noticePlace() {
    this.isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_END_PX;
    if (this.isAtEnd) this.newer.hidden = true;
  }

  /** Go with the conversation where the reader is at its end; else tell that there is something new. */
  follow(isNews = false) {
    if (this.isAtEnd) this.goOn();
    else if (isNews) this.point("New message ↓");
  }

  /** To the end; the button goes away, so that the keyboard's place is then in what is read. */
  readOn() {
    this.log.scrollTop = this.log.scrollHeight;
    this.log.focus({ preventScroll: true });
  }

  /** A button that leads on: to what is new, or to the rest of what is being read. */
  point(words) {
    this.newer.textContent = words;
    this.newer.hidden = false;
  }

  /** Go to the end, but not past what the customer said or sent last: a long answer is read from its beginning. */
  goOn() {
    const end = this.log.scrollHeight - this.log.clientHeight;
    const said = [...this.list.children].reverse().find((row) => row.matches(".customer, .agent, .told"));
    const place = said?.matches(".customer, .told") ? Math.min(end, said.offsetTop - EDGE_PX) : end;
    this.isAtEnd = true;
    this.log.scrollTop = place;
    this.newer.hidden = true;
    if (end - place >= AT_END_PX) this.point("More ↓");
  }
}

/** What a line says: a decision as its card, everything else in a bubble. */
function said({ author, text, card, at }) {
  if (card) return decisionCard(card, new Date(at));
  return element("div", { class: "bubble" }, textParts(text, author !== "customer"));
}

/** The time, and the day before it unless that is today. */
function clock(moment) {
  const time = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? time : `${moment.toLocaleDateString([], { day: "numeric", month: "short" })}, ${time}`;
}

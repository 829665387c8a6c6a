/** Below the conversation: who has it, when an answer comes, an e-mail for it, and the one question after the end. */

import { element } from "./chat_elements.js";

const TYPING_EVERY_MS = 2500;

export class HandoverStrip {
  constructor(server, input) {
    this.server = server;
    this.told = null;
    this.typedAt = 0;
    this.owner = "bot";
    this.part = element("section", { class: "handover", "aria-label": "Who answers", hidden: "" });
    input.addEventListener("input", () => this.tellTyping());
  }

  /** Show how the conversation stands; what the customer is just filling in stays as it is. */
  show(handover) {
    const { colleague_types: isTyping, ...standing } = handover;
    const told = JSON.stringify(standing);
    if (told !== this.told) this.build(standing);
    this.told = told;
    if (this.types) this.types.textContent = isTyping ? `${handover.colleague} is typing …` : "";
  }

  build(standing) {
    this.owner = standing.owner;
    this.types = null;
    const parts = PARTS[standing.owner]?.(this, standing) ?? [];
    this.part.replaceChildren(...parts);
    this.part.hidden = parts.length === 0;
  }

  tellTyping() {
    if (this.owner !== "agent" || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.server.tell("typing", {});
  }

  waiting({ answers_from: opens, has_email: hasEmail }) {
    const words = opens ? `Nobody is at the desk now. You get an answer from ${moment(opens)}.` : "A colleague will be with you. You can go on writing.";
    if (!opens) return [sentence(words)];
    return [sentence(words), hasEmail ? sentence("The answer also goes to your e-mail address.") : this.emailForm()];
  }

  agent({ colleague }) {
    this.types = element("p", { class: "types", role: "status" });
    return [sentence(`You are talking to ${colleague}.`), this.types];
  }

  closed({ asks_whether_solved: asks }) {
    return asks ? [this.ratingForm()] : [sentence("Thank you. Write again whenever you like.")];
  }

  emailForm() {
    const email = element("input", { type: "email", name: "email", required: "", autocomplete: "email", maxlength: "254" });
    const label = element("label", {}, ["E-mail for the answer (if you like) ", email]);
    return this.form([label, element("button", { type: "submit" }, ["Keep"])], () => this.server.tell("email", { email: email.value }));
  }

  ratingForm() {
    const comment = element("input", { name: "comment", maxlength: "1000", autocomplete: "off" });
    const yes = element("button", { type: "submit", value: "yes" }, ["Yes"]);
    const no = element("button", { type: "submit", value: "no" }, ["No"]);
    const choices = element("div", { class: "choices" }, [yes, no]);
    const label = element("label", {}, ["Anything to add? ", comment]);
    const rate = (button) => this.server.tell("rating", { solved: button?.value !== "no", comment: comment.value || null });
    return this.form([sentence("Did this solve it?"), label, choices], rate);
  }

  form(children, send) {
    const trouble = element("p", { class: "trouble", role: "alert" });
    const form = element("form", {}, [...children, trouble]);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await send(event.submitter);
      trouble.textContent = answer.ok ? "" : answer.detail || "That did not work; please try again.";
    });
    return form;
  }
}

const PARTS = {
  waiting: (strip, standing) => strip.waiting(standing),
  agent: (strip, standing) => strip.agent(standing),
  closed: (strip, standing) => strip.closed(standing),
};

function sentence(words) {
  return element("p", {}, [words]);
}

function moment(iso) {
  return new Date(iso).toLocaleString([], { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
}

/** The chat's frame: everything that stands still while lines come and go. */

import { element } from "./chat_elements.js";

const STYLE = new URL("./chat.css", import.meta.url);
const CARD_STYLE = new URL("./chat_card.css", import.meta.url);

/** Build the frame into a shadow root and give its parts. */
export function frame(root, name) {
  const parts = {
    typing: element("p", { class: "typing", hidden: "", "aria-hidden": "true" }, [dot(), dot(), dot()]),
    lines: element("div", { class: "lines" }),
    newer: element("button", { class: "newer", type: "button", hidden: "" }, []),
    notice: element("p", { class: "notice", role: "status", hidden: "" }),
    input: element("textarea", { rows: "1", "aria-label": "Your message", placeholder: "Write a message", enterkeyhint: "send" }),
    person: element("button", { type: "button" }, ["Talk to a person"]),
    again: element("button", { type: "button" }, ["Start over"]),
    transcript: element("a", { target: "_blank", rel: "noopener" }, ["Transcript"]),
    mail: element("button", { type: "button" }, ["E-mail transcript"]),
    sure: sureDialog(),
  };
  parts.log = element(
    "div",
    { class: "log", role: "log", "aria-live": "off", "aria-relevant": "additions", "aria-label": "Conversation", tabindex: "0" },
    [parts.lines, parts.typing],
  );
  parts.form = element("form", {}, [parts.input, element("button", { class: "send", type: "submit" }, ["Send"])]);
  const style = element("link", { rel: "stylesheet", href: STYLE });
  const chat = (parts.chat = element("section", { class: "chat", "aria-label": `Help from ${name || "the shop"}`, hidden: "" }, [
    header(name, parts),
    element("div", { class: "middle" }, [parts.log, parts.newer]),
    parts.notice,
    parts.form,
    parts.sure,
  ]));
  style.addEventListener("load", () => (chat.hidden = false));
  root.append(style, element("link", { rel: "stylesheet", href: CARD_STYLE }), chat);
  return parts;
}

function header(name, { person, again, transcript, mail }) {
  const title = element("div", { class: "title" }, [
    element("h2", {}, name ? [name, element("span", { class: "wide" }, [" help"])] : ["Help with your order"]),
    element("p", {}, ["Automated assistant"]),
  ]);
  return element("header", {}, [title, element("nav", { "aria-label": "Chat" }, [person, transcript, mail, again])]);
}

function sureDialog() {
  const no = element("button", { value: "no", autofocus: "" }, ["Keep this conversation"]);
  const yes = element("button", { value: "yes", class: "send" }, ["Start over"]);
  const words = "This conversation will no longer be shown here. Nothing that was done in it is undone.";
  const form = element("form", { method: "dialog" }, [
    element("p", { id: "sure" }, [words]),
    element("div", { class: "answers" }, [no, yes]),
  ]);
  return element("dialog", { "aria-labelledby": "sure" }, [form]);
}

function dot() {
  return element("span");
}

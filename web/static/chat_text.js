/** Turns a message into elements: bullets become a list, clauses a quiet note, addresses links. */

import { element } from "./chat_elements.js";

const BULLET = "• ";
const CLAUSES = /^(.*\S)\s+\(([A-Z]+-\d+[a-z]?(?:, [A-Z]+-\d+[a-z]?)*)\)$/s;
const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/;

/** The parts of a message; only the assistant's are laid out, a customer's words stay as they were typed. */
export function textParts(text, isLaidOut) {
  if (!isLaidOut) return [element("p", {}, [text])];
  const parts = [];
  for (const line of text.split("\n")) {
    if (line.startsWith(BULLET)) bulletList(parts).append(element("li", {}, laidOut(line.slice(BULLET.length))));
    else if (line.trim()) parts.push(element("p", {}, laidOut(line)));
  }
  return parts;
}

/** A text whose web and e-mail addresses can be followed. */
export function linked(text) {
  return text.split(ADDRESS).map((part, place) => (place % 2 ? link(part) : part));
}

function link(address) {
  if (!address.startsWith("http")) return element("a", { href: `mailto:${address}` }, [address]);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, [address]);
}

function bulletList(parts) {
  if (parts.at(-1)?.tagName !== "UL") parts.push(element("ul"));
  return parts.at(-1);
}

function laidOut(line) {
  const found = CLAUSES.exec(line);
  if (!found) return linked(line);
  return [...linked(found[1]), " ", element("span", { class: "clauses", title: "Clauses of the shop's policy" }, [found[2]])];
}

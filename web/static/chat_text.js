/** Turns a message into elements: bullets become a list, "Label: value" a labelled line, clauses a quiet note. */

import { element } from "./chat_elements.js";

const BULLET = "• ";
const CLAUSES = /^(.*\S)\s+\(([A-Z]+-\d+[a-z]?(?:, [A-Z]+-\d+[a-z]?)*)\)$/s;
const LABEL = /^([A-Z][^:.?!]{2,38}): (\S.*)$/s;

/** The parts of a message; only the assistant's are laid out, a customer's words stay as they were typed. */
export function textParts(text, isLaidOut) {
  if (!isLaidOut) return [element("p", {}, [text])];
  const lines = text.split("\n");
  const parts = [];
  for (const line of lines) {
    if (line.startsWith(BULLET)) bulletList(parts).append(element("li", {}, laidOut(line.slice(BULLET.length))));
    else if (line.trim()) parts.push(element("p", {}, lines.length > 1 ? labelled(line) : laidOut(line)));
  }
  if (lines.length > 2) parts[0]?.classList.add("verdict");
  return parts;
}

function bulletList(parts) {
  if (parts.at(-1)?.tagName !== "UL") parts.push(element("ul"));
  return parts.at(-1);
}

function labelled(line) {
  const found = LABEL.exec(line);
  return found ? [element("b", {}, [`${found[1]}: `]), ...laidOut(found[2])] : laidOut(line);
}

function laidOut(line) {
  const found = CLAUSES.exec(line);
  if (!found) return [line];
  return [`${found[1]} `, element("span", { class: "clauses", title: "Clauses of the shop's policy" }, [found[2]])];
}

/** Draws a decision as a card: the verdict, why, what the customer gets and has to do, each line with its clauses. */

import { drawing, element } from "./chat_elements.js";
import { linked } from "./chat_text.js";

const DAY_MS = 24 * 60 * 60 * 1000;
const FOLDED = ["unsaid", "evidence", "packing", "steps", "promises", "warnings"];
const OPEN_FROM_THE_START = "steps";
const SIGNS = {
  eligible: "M5 12.5l4.5 4.5L19 7.5",
  not_eligible: "M7 7l10 10M17 7L7 17",
  blocked: "M12 6v8M12 18v.01",
  needs_human: "M12 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 19c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5",
};
const CLOCK = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2";

let cards = 0;

/** The card of a decision that was told at a moment. */
export function decisionCard(card, toldAt) {
  const drawn = new Card(card, `card-${++cards}`);
  return element("section", { class: `card ${card.status}`, "aria-label": card.verdict }, [
    element("h3", { class: "verdict" }, [drawing(SIGNS[card.status], "sign"), element("span", {}, [card.verdict])]),
    ...card.last_days.map((day) => countdown(card.last_days_title, day, daysSince(toldAt))),
    ...card.sections.map((section) => drawn.section(section)),
  ]);
}

class Card {
  constructor(card, id) {
    this.clauses = card.clauses;
    this.clausesTitle = card.clauses_title;
    this.id = id;
    this.notes = 0;
  }

  section(section) {
    if (section.kind === "why") return element("div", { class: "why" }, section.lines.map((line) => this.told("p", line)));
    const lines = element("ul", {}, section.lines.map((line) => this.told("li", line)));
    if (FOLDED.includes(section.kind)) return this.folded(section, lines);
    return element("div", { class: section.kind }, [element("h4", {}, [section.title]), lines]);
  }

  /** What there is to do, and what is left open, folds away, so that the decision itself stays in sight. */
  folded({ kind, title, lines: { length } }, lines) {
    const count = element("span", { class: "count" }, [` ${length}`]);
    const made = element("details", { class: kind }, [element("summary", {}, [title, count]), lines]);
    made.open = kind === OPEN_FROM_THE_START;
    return made;
  }

  /** One line, and behind a button what the policy says there. */
  told(tag, { about, text, clauses }) {
    const words = about ? [element("b", {}, [`${about}: `]), ...linked(text)] : linked(text);
    if (!clauses.length) return element(tag, {}, words);
    const note = this.note(clauses);
    const button = element(
      "button",
      { type: "button", class: "clauses", "aria-expanded": "false", "aria-controls": note.id },
      [element("span", { class: "unseen" }, [`${this.clausesTitle}: `]), shortened(clauses)],
    );
    button.addEventListener("click", () => {
      note.hidden = !note.hidden;
      button.setAttribute("aria-expanded", String(!note.hidden));
    });
    const line = element(tag, {}, [...words, " ", button]);
    return tag === "p" ? element("div", {}, [line, note]) : (line.append(note), line);
  }

  note(clauses) {
    const said = clauses.flatMap((clause) => [element("dt", {}, [clause]), element("dd", {}, [this.clauses[clause]])]);
    return element("dl", { class: "note", id: `${this.id}-${++this.notes}`, hidden: "" }, said);
  }
}

/** The first clause, and how many more there are. */
function shortened([first, ...others]) {
  return others.length ? `${first} +${others.length}` : first;
}

function countdown(title, day, passed) {
  const left = day.days_left - passed;
  const words = left < 0 ? day.over : { 0: day.today, 1: day.tomorrow }[left] ?? day.ahead.replace("{left}", left);
  const shown = element("time", { datetime: day.day }, [words]);
  const about = element("span", { class: "about" }, [` ${title} (${day.about})`]);
  return element("p", { class: left < 0 ? "last-day over" : "last-day" }, [drawing(CLOCK, "clock"), shown, about]);
}

/** Calendar days, as the reader's clock counts them. */
function daysSince(moment) {
  const midnight = (each) => new Date(each.getFullYear(), each.getMonth(), each.getDate());
  return Math.max(0, Math.round((midnight(new Date()) - midnight(moment)) / DAY_MS));
}

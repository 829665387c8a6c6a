/** The transcript at the desk: every line once, the newest in sight unless the agent reads further up. */

import { element } from "./chat_elements.js";

const AT_END_PX = 60;
const WHO = { customer: "Customer", assistant: "Assistant", agent: "Colleague", system: "Notice" };

export class Transcript {
  constructor(log) {
    this.log = log;
  }

  show(line) {
    const isAtEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_END_PX;
    const moment = new Date(line.at);
    const clock = moment.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const by = `${line.name || WHO[line.author]}, ${clock}${line.is_hidden ? " – came too late, not shown to the customer" : ""}`;
    const row = element("article", { class: `line ${line.author}${line.is_hidden ? " unshown" : ""}` }, [
      element("div", { class: "bubble" }, [line.text]),
      element("p", { class: "by" }, [by]),
    ]);
    this.log.append(row);
    if (isAtEnd) this.log.scrollTop = this.log.scrollHeight;
  }
}

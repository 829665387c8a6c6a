/** The queue's page: keeps the list up to date and counts how long each has waited. */

import { onQueueChange } from "./desk_badge.js";
import { fill } from "./desk_fragment.js";

const TICK_MS = 15000;
const list = document.querySelector("[data-queue]");

document.documentElement.classList.add("js");

function waited(since) {
  const minutes = Math.max(0, Math.floor((Date.now() - new Date(since)) / 60000));
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

function tick() {
  for (const time of document.querySelectorAll("[data-since]")) time.textContent = waited(time.dataset.since);
}

/** What tells a control apart, so that it has the focus again in a list that is made anew. */
function mark(control) {
  const name = ["href", "aria-label", "name"].find((each) => control?.hasAttribute(each));
  return name && `[${name}="${CSS.escape(control.getAttribute(name))}"]`;
}

/** Put the list as it is now in place of the one shown. */
async function refresh() {
  const response = await fetch(`/desk/queue${location.search}`);
  if (!response.ok) return location.reload();
  const focused = mark(document.activeElement);
  fill(list, await response.text());
  tick();
  if (focused) list.querySelector(focused)?.focus();
}

list.addEventListener("change", (event) => event.target.form?.classList.contains("filters") && event.target.form.requestSubmit());
onQueueChange(refresh);
setInterval(tick, TICK_MS);
tick();

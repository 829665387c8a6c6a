/** The queue's page: keeps the list up to date, counts how long each has waited, and tells of new ones. */

import { chime } from "./desk_sound.js";

const TICK_MS = 15000;
const list = document.querySelector("[data-queue]");
const badge = document.querySelector("[data-waiting]");
const news = document.querySelector("[data-news]");
const sound = document.querySelector("[data-sound]");
const title = document.title;
let newest = null;

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

/** Put the list as it is now in place of the one shown; what has the focus keeps it. */
async function refresh() {
  const response = await fetch(`/desk/queue${location.search}`);
  if (!response.ok) return location.reload();
  const focused = document.activeElement?.closest("a, button, select");
  const mark = focused?.getAttribute("href") || focused?.getAttribute("aria-label") || focused?.getAttribute("name");
  list.innerHTML = await response.text();
  tick();
  if (mark) list.querySelector(`[href="${CSS.escape(mark)}"], [aria-label="${CSS.escape(mark)}"], [name="${CSS.escape(mark)}"]`)?.focus();
}

function tell({ waiting, newest: latest }) {
  badge.hidden = waiting === 0;
  badge.textContent = waiting;
  document.title = waiting ? `(${waiting}) ${title}` : title;
  if (newest !== null && latest > newest) {
    news.textContent = `A new conversation waits; ${waiting} in all.`;
    if (sound.getAttribute("aria-pressed") === "true") chime();
  }
  if (newest !== null) refresh();
  newest = Math.max(newest ?? 0, latest);
}

list.addEventListener("change", (event) => event.target.form?.classList.contains("filters") && event.target.form.requestSubmit());
sound.addEventListener("click", () => {
  const isOn = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", isOn);
  if (isOn) chime();
});

const events = new EventSource("/desk/events");
events.addEventListener("queue", (event) => tell(JSON.parse(event.data)));
events.addEventListener("error", () => events.readyState === EventSource.CLOSED && location.reload());
setInterval(tick, TICK_MS);
tick();

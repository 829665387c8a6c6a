/** On every page of the desk: how many wait, in the badge and in the title, and a sound for a new one where it is wanted. */

import { chime } from "./desk_sound.js";

const SOUND = "desk-sound";
const badge = document.querySelector("[data-waiting]");
const news = document.querySelector("[data-news]");
const sound = document.querySelector("[data-sound]");
const title = document.title;
const listeners = [];
let newest = null;

/** Call back whenever the queue has changed since the page was made. */
export function onQueueChange(listener) {
  listeners.push(listener);
}

function tell({ waiting, newest: latest }) {
  badge.hidden = waiting === 0;
  badge.textContent = waiting;
  document.title = waiting ? `(${waiting}) ${title}` : title;
  if (newest !== null && latest > newest) {
    news.textContent = `A new conversation waits; ${waiting} in all.`;
    if (sound.getAttribute("aria-pressed") === "true") chime();
  }
  if (newest !== null) listeners.forEach((listener) => listener());
  newest = Math.max(newest ?? 0, latest);
}

sound.setAttribute("aria-pressed", localStorage.getItem(SOUND) === "on");
sound.addEventListener("click", () => {
  const isOn = sound.getAttribute("aria-pressed") !== "true";
  sound.setAttribute("aria-pressed", isOn);
  localStorage.setItem(SOUND, isOn ? "on" : "off");
  if (isOn) chime();
});

const events = new EventSource("/desk/events");
events.addEventListener("queue", (event) => tell(JSON.parse(event.data)));
events.addEventListener("error", () => events.readyState === EventSource.CLOSED && location.reload());

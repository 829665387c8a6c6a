/** A conversation's page: the transcript live, the panels anew when something was done, and what the agent writes. */

import { chooseCanned } from "./desk_canned.js";
import { fill } from "./desk_fragment.js";
import { Transcript } from "./desk_transcript.js";
import { showEvidence } from "./desk_viewer.js";

const TYPING_EVERY_MS = 2500;
const WRITTEN = "input[name=text], input[name=reason], input:focus, select";
const FAILED = "That did not work. Please try again.";
const page = document.querySelector("[data-case]");
const panels = page.querySelector("[data-panels]");
const trouble = page.querySelector("[data-trouble]");
const form = page.querySelector("[data-say]");
const input = form.elements.text;
const address = `/desk/conversations/${page.dataset.case}`;
const transcript = new Transcript(page.querySelector("[data-log]"));
let seen = 0;
let changes = null;
let messageId = crypto.randomUUID();
let typedAt = 0;
let refreshes = 0;

document.documentElement.classList.add("js");

function complain(sentence) {
  trouble.textContent = sentence;
  trouble.hidden = !sentence;
}

/** Send a form as the browser would, without leaving the page; whether it was done. */
async function send(action, fields) {
  complain("");
  try {
    const response = await fetch(action, { method: "POST", body: new URLSearchParams(fields), headers: { Accept: "application/json" } });
    if (response.ok) return true;
    complain((await response.json()).detail || FAILED);
  } catch {
    complain(FAILED);
  }
  return false;
}

/** Put the panels as they are now in place of those shown; of several at once the last one asked for counts. */
async function refresh() {
  const turn = ++refreshes;
  const response = await fetch(`${address}/panels`);
  if (!response.ok) return location.reload();
  const html = await response.text();
  if (turn !== refreshes) return;
  // From here on nothing waits, so that nothing that is being written can be lost.
  const open = [...panels.querySelectorAll("details")].map((each) => each.open);
  const written = new Map([...panels.querySelectorAll(WRITTEN)].map((each) => [keyOf(each), each.value]));
  const focused = panels.contains(document.activeElement) ? keyOf(document.activeElement) : null;
  fill(panels, html);
  panels.querySelectorAll("details").forEach((each, number) => (each.open = open[number] ?? each.open));
  for (const each of panels.querySelectorAll("input, select")) each.value = written.get(keyOf(each)) ?? each.value;
  if (focused) [...panels.querySelectorAll("input, select, button")].find((each) => keyOf(each) === focused)?.focus();
}

/** What tells a field apart, so that it is found again in panels that are made anew. */
function keyOf(field) {
  return `${field.form?.getAttribute("action")} ${field.name} ${field.type}`;
}

function show({ owner, agent, changes: latest, customer_types: types }) {
  const isMine = owner === "agent" && agent === page.dataset.me;
  input.disabled = !isMine;
  input.placeholder = isMine ? "Answer the customer" : "Take the conversation to answer";
  page.querySelector("[data-types]").hidden = !types;
  if (changes !== null && latest !== changes) refresh();
  changes = latest;
}

panels.addEventListener("submit", async (event) => {
  event.preventDefault();
  const sent = event.target;
  const button = event.submitter;
  button.disabled = true;
  if (await send(sent.action, new FormData(sent))) {
    sent.querySelectorAll("input[name=text], input[name=reason]").forEach((each) => (each.value = ""));
    await refresh();
  }
  button.disabled = false;
});

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  if (await send(form.action, { text, message_id: messageId })) {
    input.value = "";
    messageId = crypto.randomUUID();
  }
});

input.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

input.addEventListener("input", () => {
  if (Date.now() - typedAt < TYPING_EVERY_MS) return;
  typedAt = Date.now();
  fetch(`${address}/typing`, { method: "POST", body: new URLSearchParams() }).catch(() => {});
});

chooseCanned(page, (text) => {
  input.value = input.value.trim() ? `${input.value.trimEnd()}\n${text}` : text;
  input.focus();
});

showEvidence(page);

const events = new EventSource(`${address}/events?after=0`);
events.addEventListener("line", (event) => {
  const line = JSON.parse(event.data);
  if (line.seq <= seen) return;
  seen = line.seq;
  transcript.show(line);
});
events.addEventListener("standing", (event) => show(JSON.parse(event.data)));
events.addEventListener("open", () => complain(""));
events.addEventListener("error", () => (events.readyState === EventSource.CLOSED ? location.reload() : complain("The connection is lost. Trying again …")));

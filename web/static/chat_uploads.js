/** Sending photos and videos in the chat: by button, camera, drag and drop or paste, each to a piece of a claim's evidence. */

import { drawing, element } from "./chat_elements.js";
import { ACCEPTED, UploadRow, hindrance } from "./chat_upload_row.js";

const STYLE = new URL("./chat_uploads.css", import.meta.url);
const CLIP = "M20 11.5l-8.2 8.2a5.3 5.3 0 0 1-7.5-7.5l8.8-8.8a3.5 3.5 0 0 1 5 5l-8.8 8.8a1.8 1.8 0 0 1-2.5-2.5l8.1-8.1";
const NO_CLAIM = "Photos and videos belong to a claim, and there is no open one here yet. Tell me first what happened.";
const NOT_REACHED = "The assistant cannot be reached. Please check your connection.";

export class UploadTray {
  constructor({ chat, form, input, notice }, server, say) {
    this.server = server;
    this.say = say;
    this.rows = new Set();
    this.attach = element(
      "button",
      { type: "button", class: "attach", "aria-label": "Send photos or videos", "aria-expanded": "false" },
      [drawing(CLIP, "clip")],
    );
    this.tray = element("section", { class: "tray", "aria-label": "Photos and videos", hidden: "" });
    form.prepend(this.attach);
    notice.after(this.tray);
    chat.before(element("link", { rel: "stylesheet", href: STYLE }));
    this.attach.addEventListener("click", () => (this.tray.hidden ? this.open([]) : this.close()));
    this.tray.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.takeDropped(chat);
    input.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.open([...event.clipboardData.files]);
    });
  }

  takeDropped(chat) {
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    chat.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      chat.classList.add("dropping");
    });
    chat.addEventListener("dragleave", (event) => !chat.contains(event.relatedTarget) && chat.classList.remove("dropping"));
    chat.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      chat.classList.remove("dropping");
      this.open([...event.dataTransfer.files]);
    });
  }

  /** Show what can be sent for, with files that have been chosen already. */
  async open(files) {
    const answer = await this.server.evidence();
    const places = answer.ok ? placesOf(answer.body.claims) : [];
    if (!places.length) return this.say(answer.ok || answer.status === 404 ? NO_CLAIM : answer.detail || NOT_REACHED);
    this.say("");
    if (this.tray.hidden) this.build();
    this.largest = answer.body.largest_file;
    this.offer(places);
    this.add(files);
    if (!files.length) this.choose.focus();
  }

  build() {
    this.place = element("select", { id: "upload-place" });
    this.label = element("label", { for: "upload-place" }, ["What do they show?"]);
    this.list = element("ul", { class: "upload-list" });
    this.choose = this.picker("Choose files", { multiple: "" });
    this.camera = this.picker("Take a photo", { capture: "environment" });
    this.camera.classList.add("camera");
    this.go = element("button", { type: "button", class: "send", hidden: "" });
    this.go.addEventListener("click", () => this.send());
    const close = element("button", { type: "button", class: "upload-stop", "aria-label": "Close" }, ["✕"]);
    close.addEventListener("click", () => this.close());
    const head = element("div", { class: "upload-head" }, [element("h3", {}, ["Photos and videos"]), close]);
    const buttons = element("div", { class: "upload-buttons" }, [this.choose, this.camera, this.go]);
    this.tray.replaceChildren(head, this.label, this.place, this.list, buttons);
    this.tray.hidden = false;
    this.attach.setAttribute("aria-expanded", "true");
  }

  /** A button that opens the browser's own choice of files. */
  picker(title, how) {
    const input = element("input", { type: "file", accept: ACCEPTED, hidden: "", ...how });
    const button = element("button", { type: "button" }, [title]);
    button.addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = "";
    });
    button.append(input);
    return button;
  }

  /** What files can be sent for; what is still needed comes first and is chosen. */
  offer(places) {
    const kept = this.place.value;
    this.place.replaceChildren(...places.map(({ title, ...place }) => element("option", { value: JSON.stringify(place) }, [title])));
    if (this.rows.size && kept) this.place.value = kept;
    if (!this.place.value) this.place.selectedIndex = 0;
    const isOnlyOne = places.length === 1;
    this.place.hidden = isOnlyOne;
    this.label.textContent = isOnlyOne ? `You can send: ${places[0].title}` : "What do they show?";
  }

  add(files) {
    for (const file of files) {
      const row = new UploadRow(file, (sent) => this.left(row, sent));
      this.rows.add(row);
      this.list.append(row.row);
      const reason = hindrance(file, this.largest);
      if (reason) row.fail(reason);
    }
    this.refresh();
    if (files.length) this.go.focus();
  }

  send() {
    const place = JSON.parse(this.place.value);
    for (const row of this.sendable) row.send(this.server.address("evidence", place));
    this.refresh();
    this.list.querySelector("button").focus();
  }

  get sendable() {
    return [...this.rows].filter((row) => row.isWaiting && !hindrance(row.file, this.largest));
  }

  /** A file has been sent, or taken away; what is told about it comes as a line of the conversation. */
  left(row, sent) {
    this.rows.delete(row);
    this.refresh();
    if (this.rows.size) return;
    if (sent) this.close();
    else this.choose.focus();
  }

  refresh() {
    const count = this.sendable.length;
    this.go.hidden = !count;
    this.go.textContent = count === 1 ? "Send it" : `Send ${count} files`;
  }

  close() {
    const hadFocus = this.holdsFocus();
    for (const row of [...this.rows]) {
      this.rows.delete(row);
      row.left = () => {};
      row.cancel();
    }
    this.tray.hidden = true;
    this.attach.setAttribute("aria-expanded", "false");
    if (hadFocus) this.attach.focus();
  }

  /** Whether the keyboard's place is in here, or was on something that has gone. */
  holdsFocus() {
    const focused = this.tray.getRootNode().activeElement;
    return focused ? this.tray.contains(focused) : document.activeElement === document.body;
  }
}

/** What files can be sent for: needed pieces first; the claim is named where there are several. */
function placesOf(claims) {
  const several = claims.length > 1;
  const places = claims.flatMap(({ claim, product, room, pieces }) =>
    pieces
      .filter((piece) => room && piece.is_file && piece.state !== "waived")
      .map(({ code, words, state }) => ({
        claim,
        item: code,
        isNeeded: state === "needed",
        title: `${words}${state === "received" ? " (one more)" : ""}${several ? `, for ${product} (${claim})` : ""}`,
      })),
  );
  return places.sort((a, b) => b.isNeeded - a.isNeeded).map(({ isNeeded, ...place }) => place);
}

/** One file on its way: its name and size, how far it has come, cancelling it and sending it again. */

import { element } from "./chat_elements.js";

export const ACCEPTED = "image/*,.heic,.heif,video/mp4,video/quicktime,video/webm";
const MEGABYTE = 1024 * 1024;
const NOT_REACHED = "The connection was lost.";

export class UploadRow {
  /** `left` is called when the file is no longer here: with the answer where it was sent, else with null. */
  constructor(file, left) {
    this.file = file;
    this.left = left;
    this.id = randomId();
    this.bar = element("progress", { max: "1", value: "0", "aria-label": `Sending ${file.name}`, hidden: "" });
    this.state = element("span", { class: "upload-state" }, [size(file.size)]);
    this.stop = element("button", { type: "button", class: "upload-stop", "aria-label": `Remove ${file.name}` }, ["✕"]);
    this.stop.addEventListener("click", () => this.cancel());
    const name = element("span", { class: "upload-name" }, [file.name]);
    this.row = element("li", { class: "upload-row" }, [name, this.state, this.stop, this.bar]);
  }

  /** Send the file to an address that lacks only its id; sending it again under the same id does no harm. */
  send(address) {
    this.request = new XMLHttpRequest();
    this.request.open("POST", `${address}&client_id=${this.id}`);
    this.request.withCredentials = true;
    this.request.upload.addEventListener("progress", (event) => this.show(event.loaded / event.total));
    this.request.addEventListener("loadend", () => this.finish());
    const form = new FormData();
    form.append("file", this.file, this.file.name);
    this.row.classList.remove("failed");
    this.bar.hidden = false;
    this.show(0);
    this.stop.setAttribute("aria-label", `Cancel ${this.file.name}`);
    this.request.send(form);
  }

  get isWaiting() {
    return !this.request;
  }

  show(share) {
    this.bar.value = share;
    this.say(share < 1 ? `${Math.round(share * 100)} %` : "Being looked at …");
  }

  cancel() {
    const request = this.request;
    this.isCancelled = true;
    request?.abort();
    this.row.remove();
    this.left(null);
  }

  finish() {
    if (this.isCancelled) return;
    const { status, responseText } = this.request;
    this.request = null;
    if (status === 201) {
      this.row.remove();
      this.left(JSON.parse(responseText));
    } else {
      this.fail(status ? detailOf(responseText) : NOT_REACHED);
    }
  }

  /** The file stays, to be sent once more or removed. */
  fail(sentence) {
    this.bar.hidden = true;
    this.row.classList.add("failed");
    this.state.setAttribute("role", "alert");
    this.stop.setAttribute("aria-label", `Remove ${this.file.name}`);
    this.say(`Not sent. ${sentence}`);
  }

  say(words) {
    if (this.state.textContent !== words) this.state.textContent = words;
  }
}

/** What hinders a file from being sent, "" where nothing does. */
export function hindrance(file, largest) {
  if (file.size > largest) return `It is larger than ${largest / MEGABYTE} MB; please send a smaller one.`;
  return file.size ? "" : "It is empty.";
}

function size(bytes) {
  return bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail || NOT_REACHED;
  } catch {
    return NOT_REACHED;
  }
}

function randomId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The page of a claim: photos and videos for each piece of evidence, by button, camera or drag and drop. */

import { element } from "./chat_elements.js";
import { ACCEPTED, UploadRow, hindrance } from "./chat_upload_row.js";

const MEGABYTE = 1024 * 1024;
const largest = Number(document.querySelector(".pieces").dataset.largest) * MEGABYTE;
const page = location.pathname.replace(/\/withdraw$/, "");
const rows = new Set();
let isChanged = false;

for (const piece of document.querySelectorAll(".piece[data-item]")) addUpload(piece);

function addUpload(piece) {
  const list = element("ul", { class: "upload-list" });
  const input = element("input", { type: "file", accept: ACCEPTED, multiple: "", hidden: "" });
  const title = piece.querySelector(".what").textContent;
  const button = element("button", { type: "button", "aria-label": `Add a photo or video: ${title}` }, ["Add a photo or video"]);
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    send(piece.dataset.item, [...input.files], list);
    input.value = "";
  });
  takeDropped(piece, list);
  piece.append(element("div", { class: "upload" }, [list, button, input]));
}

function takeDropped(piece, list) {
  const mark = (isOver) => piece.classList.toggle("dropping", isOver);
  piece.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  piece.addEventListener("dragleave", (event) => !piece.contains(event.relatedTarget) && mark(false));
  piece.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    send(piece.dataset.item, [...event.dataTransfer.files], list);
  });
}

/** Send files at once; once none is left over, the page shows the claim as it stands then. */
function send(item, files, list) {
  for (const file of files) {
    const row = new UploadRow(file, (sent) => left(row, sent));
    rows.add(row);
    list.append(row.row);
    const reason = hindrance(file, largest);
    if (reason) row.fail(reason);
    else row.send(`${page}/evidence?item=${encodeURIComponent(item)}`);
  }
}

function left(row, sent) {
  rows.delete(row);
  isChanged ||= Boolean(sent);
  if (isChanged && !rows.size) location.replace(page);
}

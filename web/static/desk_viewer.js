/** Shows a piece of evidence large, without leaving the conversation; without scripts its link downloads it. */

import { element } from "./chat_elements.js";

export function showEvidence(page) {
  const dialog = page.querySelector("[data-viewer]");
  const place = dialog.querySelector("[data-shown]");
  const download = dialog.querySelector("[data-download]");
  const name = dialog.querySelector("[data-file]");

  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    name.textContent = link.dataset.name;
    download.href = link.href;
    place.replaceChildren(large(link));
    dialog.showModal();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => place.replaceChildren());
}

function large({ href, dataset: { view, name } }) {
  return view === "picture" ? element("img", { src: href, alt: name }) : element("video", { src: href, controls: "", "aria-label": name });
}

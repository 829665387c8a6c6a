/** Puts a piece of a page, as the server writes it, in place of the one shown; nothing in it can run. */

export function fill(part, html) {
  part.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
}

/** Makes elements. Texts become text nodes and nothing else, so that no text can ever become markup. */
export function element(tag, attributes = {}, children = []) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one line, for the eye only. */
export function drawing(line, name) {
  const made = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", line);
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("class", name);
  made.setAttribute("aria-hidden", "true");
  made.append(path);
  return made;
}

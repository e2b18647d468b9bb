// Elements are made one by one, and text goes in as text: nothing of an ad is ever read as HTML.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false && child !== ""));
  return element;
}

const SLIGHTEST = 0.7; // percent: what is there is seen

function bar(pieces, height = 12) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  for (const [name, value] of Object.entries({ "aria-hidden": "true", width: "100%", height })) svg.setAttribute(name, value);
  let start = 0;
  for (const [kind, length] of pieces) {
    const piece = document.createElementNS(namespace, "rect");
    const attributes = { class: kind, x: `${start}%`, width: `${Math.max(length, SLIGHTEST)}%`, height };
    for (const [name, value] of Object.entries(attributes)) piece.setAttribute(name, value);
    svg.append(piece);
    start += length;
  }
  return svg;
}


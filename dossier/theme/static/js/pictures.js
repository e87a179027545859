// Lets a reader download a picture as shown, as SVG or PNG with its title and source, or its table as CSV, and embed it elsewhere.
"use strict";
{
  const saying = document.currentScript.dataset;
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const STYLES = [
    ...["display", "visibility", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "paint-order"],
    ...["font-family", "font-size", "font-weight", "text-anchor"],
  ];
  const EDGE = 16;
  const LINE = 18;

  // A copy with inline styles, whose links lead back to the site.
  function copied(svg) {
    const copy = svg.cloneNode(true);
    const parts = [copy, ...copy.querySelectorAll("*")];
    for (const [index, from] of [svg, ...svg.querySelectorAll("*")].entries()) {
      const shown = getComputedStyle(from);
      for (const name of STYLES) parts[index].setAttribute(name, shown.getPropertyValue(name));
      if (from.href) parts[index].setAttribute("href", new URL(from.href.baseVal, location.href).href);
    }
    return copy;
  }

  function words(sheet, text, y, style) {
    const shown = getComputedStyle(style);
    const line = document.createElementNS(NAMESPACE, "text");
    line.textContent = text;
    const attributes = { x: EDGE, y, fill: shown.color, "font-family": shown.fontFamily, "font-size": shown.fontSize, "font-weight": shown.fontWeight };
    for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
    sheet.append(line);
  }

  // The picture as a separate image, with its title above and its source below.
  function sheetOf(figure, svg) {
    const { width, height } = svg.getBoundingClientRect();
    const title = figure.querySelector(".picture-title");
    const notes = notesOf(figure);
    const letters = Math.floor(width / 7);
    const lines = notes.flatMap((note) => wordsOf(note).match(new RegExp(`.{1,${letters}}(\\s|$)|.{1,${letters}}`, "g")));
    const sheet = document.createElementNS(NAMESPACE, "svg");
    const size = { width: width + 2 * EDGE, height: height + 2 * EDGE + LINE * (lines.length + 4) };
    const ground = document.createElementNS(NAMESPACE, "rect");
    const drawn = copied(svg);
    for (const [name, value] of Object.entries(size)) [sheet, ground].forEach((part) => part.setAttribute(name, value));
    for (const [name, value] of Object.entries({ x: EDGE, y: EDGE + 2 * LINE, width, height })) drawn.setAttribute(name, value);
    ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    sheet.append(ground);
    words(sheet, nameOf(figure), EDGE + LINE, title ?? figure);
    sheet.append(drawn);
    lines.forEach((line, index) => words(sheet, line, EDGE + 4 * LINE + height + LINE * index, notes[0]));
    return { text: new XMLSerializer().serializeToString(sheet), ...size };
  }

  const notesOf = (figure) => [...figure.querySelectorAll(".heat-silent, .picture-note, .picture-origin")];
  const wordsOf = ({ textContent }) => textContent.trim().replace(/\s+/g, " ");
  const nameOf = (figure) => figure.querySelector(".picture-title, svg > title").textContent;

  function save(figure, blob, suffix) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${(nameOf(figure).toLowerCase().match(/[a-z0-9]+/g) ?? [figure.id]).join("-")}.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
  }

  const drawing = ({ text }) => new Blob([text], { type: "image/svg+xml" });

  function asImage(sheet) {
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 2 * sheet.width, height: 2 * sheet.height });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(image.src);
      canvas.toBlob((blob) => save(sheet.figure, blob, "png"));
    };
    image.src = URL.createObjectURL(drawing(sheet));
  }

  const cell = (part) => `"${wordsOf(part).replaceAll('"', '""')}"`;
  const asRows = (rows) => rows.map((cells) => cells.map(cell).join(",")).join("\r\n");

  // An entry without a row, because the report is silent on it in every column, is named below the table.
  function rowsOf(figure, table) {
    const rows = [...table.rows].map(({ cells }) => [...cells]);
    const silent = [...figure.querySelectorAll(".heat-silent a")];
    return [...rows, ...silent.map((entry) => [entry, ...rows[0].slice(1).fill(table.querySelector(".silent") ?? { textContent: "" })])];
  }

  // If the site's address is not configured, the address at which it is read is used; a copy opened from a disk cannot be embedded.
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split(/[?#]/)[0];
  const inHtml = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);

  const asImageOf = (figure, svg) => {
    const src = inHtml(new URL(`${saying.drawings}${figure.id}.svg`, address).href);
    return `<img src="${src}" alt="${inHtml(svg.querySelector("desc").textContent)}" width="720" style="max-width: 100%">`;
  };

  // If the numbers of a table are links, only the numbers are kept.
  const inCell = (part) => `<${part.localName}>${inHtml(wordsOf(part.querySelector(".count") ?? part))}`;
  const asPlainTable = ({ rows }) => `<table>${[...rows].map(({ cells }) => `<tr>${[...cells].map(inCell).join("")}`).join("\n")}</table>`;

  // The image of the picture with its description, or its table, with its title, notes and source, linked to the page.
  function embedded(figure, svg, table) {
    const link = `<a href="${inHtml(`${address}#${figure.id}`)}">`;
    const shown = svg ? `${link}${asImageOf(figure, svg)}</a>` : asPlainTable(table);
    const words = [`${nameOf(figure)}.`, ...notesOf(figure).map(wordsOf)].map(inHtml).join(" ");
    return `<figure>${shown}
<figcaption>${words} ${link}${inHtml(document.title)}</a></figcaption></figure>`;
  }

  // The HTML is shown, selected and, if the browser allows it, copied.
  function embed(figure, svg, table, button) {
    const text = Object.assign(document.createElement("textarea"), { readOnly: true, rows: 6, ariaLabel: saying.html });
    const said = Object.assign(document.createElement("span"), { role: "status" });
    const place = Object.assign(document.createElement("div"), { className: "picture-embed", hidden: true });
    text.value = embedded(figure, svg, table);
    place.append(text, said);
    button.ariaExpanded = "false";
    button.onclick = async () => {
      place.hidden = !place.hidden;
      button.ariaExpanded = String(!place.hidden);
      said.textContent = "";
      if (place.hidden) return;
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = saying.copied;
      } catch {
        said.textContent = saying.selected;
      }
    };
    return place;
  }

  for (const figure of document.querySelectorAll(".picture:not(.picture-key)")) {
    const svg = figure.querySelector(":scope > svg");
    const table = figure.querySelector("table");
    const ways = [
      svg && ["SVG", () => save(figure, drawing(sheetOf(figure, svg)), "svg")],
      svg && ["PNG", () => asImage({ figure, ...sheetOf(figure, svg) })],
      table && ["CSV", () => save(figure, new Blob([asRows(rowsOf(figure, table))], { type: "text/csv" }), "csv")],
    ];
    const place = Object.assign(document.createElement("p"), { className: "picture-take", textContent: saying.take });
    for (const [text, onclick] of ways.filter(Boolean)) {
      const button = { type: "button", textContent: text, ariaLabel: `${text}: ${nameOf(figure)}`, onclick };
      place.append(" ", Object.assign(document.createElement("button"), button));
    }
    (figure.querySelector(".picture-source") ?? figure.lastElementChild).after(place);
    if ((svg ?? table) && saying.drawings && !address.startsWith("file:")) {
      const button = { type: "button", textContent: saying.embed, ariaLabel: `${saying.embed}: ${nameOf(figure)}` };
      const opens = Object.assign(document.createElement("button"), button);
      place.append(" ", opens);
      place.after(embed(figure, svg, table, opens));
    }
  }
}

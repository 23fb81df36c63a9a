/* A chart of several parts as one picture: its panel is laid out anew in a frame as wide as a sheet, always light, and
   what stands there is drawn as SVG, word by word and box by box. Plotly draws its own parts into it. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 1080;
  const LARGEST = 12000; // pixels of a side that every browser still paints
  const LEFT_OUT = ".acts, .under-chart, .pictures, details.twin, .doers, .vh, button, form";
  const LAYOUT = `
    html, body { background: #FFFFFF; margin: 0; width: fit-content; min-width: 100%; }
    .panel, .sect { border: 0; border-radius: 0; box-shadow: none; margin: 0; padding: 20px 24px; background: #FFFFFF; min-width: fit-content; }
    *, *::before { -webkit-line-clamp: unset !important; animation: none !important; transition: none !important; }
    .scroll, .tw { overflow: visible !important; } .scroll *, .tw * { position: static; }
    .picture-only { display: block !important; }
    a { text-decoration: none !important; } .meta a { color: inherit !important; }
    .lines .label { line-height: 18px !important; padding: 3px 0; }
    .lines .label span { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2 !important; white-space: normal !important; }
    .picture-note { margin: 16px 0 0; font-size: 12px; line-height: 16px; color: #4A5560; max-width: 1032px; }`;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act='panel-picture']");
    if (button) take(button);
  });

  async function take(button) {
    const panel = button.closest(".panel, .sect");
    const { name, form, note } = button.dataset;
    button.setAttribute("aria-busy", "true");
    const { frame, plots } = await layOut(panel, note);
    try {
      const picture = await draw(frame.contentDocument.body, plots);
      save(form === "png" ? await paint(picture) : textOf(picture), `${name}.${form}`);
    } finally {
      frame.remove();
      button.removeAttribute("aria-busy");
    }
  }

  /* The panel in a document of its own: the same style sheets, a desktop's width, no buttons. */
  async function layOut(panel, note) {
    const copy = panel.cloneNode(true);
    const plots = [...panel.querySelectorAll(".js-plotly-plot")];
    copy.querySelectorAll(".js-plotly-plot").forEach((plot, index) => {
      const place = document.createElement("div");
      place.dataset.plot = index;
      place.style.cssText = "width: 100%; height: 100%";
      plot.replaceWith(place);
    });
    copy.querySelectorAll(LEFT_OUT).forEach((part) => part.remove());
    const told = document.createElement("p");
    told.className = "picture-note";
    told.textContent = note;
    copy.append(told);
    const frame = document.createElement("iframe");
    frame.setAttribute("aria-hidden", "true");
    frame.tabIndex = -1;
    frame.style.cssText = `position: fixed; left: -30000px; top: 0; width: ${WIDTH}px; height: 800px; border: 0`;
    const sheets = [...document.querySelectorAll("link[rel=stylesheet]")].map((link) => `<link rel="stylesheet" href="${link.href}">`);
    frame.srcdoc = `<!DOCTYPE html><html lang="${document.documentElement.lang}" data-bs-theme="light"><head>${sheets.join("")}<style>${LAYOUT}</style></head><body>${copy.outerHTML}</body></html>`;
    const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
    document.body.append(frame);
    await loaded;
    const { body, fonts } = frame.contentDocument;
    frame.style.width = `${Math.max(WIDTH, body.scrollWidth)}px`;
    await fonts.ready;
    return { frame, plots };
  }

  function make(parent, name, marks, text) {
    const part = document.createElementNS(SVG, name);
    for (const [mark, value] of Object.entries(marks)) part.setAttribute(mark, typeof value === "number" ? Math.round(value * 100) / 100 : value);
    if (text !== undefined) part.textContent = text;
    parent.append(part);
    return part;
  }

  async function draw(body, plots) {
    const width = Math.ceil(body.scrollWidth), height = Math.ceil(body.getBoundingClientRect().height);
    const picture = document.createElementNS(SVG, "svg");
    for (const [mark, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) picture.setAttribute(mark, value);
    const patterns = make(picture, "defs", {});
    make(picture, "rect", { width, height, fill: "#FFFFFF" });
    await drawBox(body, picture, { patterns, plots, window: body.ownerDocument.defaultView });
    return picture;
  }

  async function drawBox(element, parent, paper) {
    const style = paper.window.getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") return;
    const box = element.getBoundingClientRect();
    if (element.dataset.plot) return void (await drawPlot(paper.plots[element.dataset.plot], box, parent));
    if (element.classList.contains("i") && drawIcon(style, box, parent)) return;
    const shown = style.opacity < 1 ? make(parent, "g", { opacity: style.opacity }) : parent;
    if (box.width && box.height && style.display !== "contents") {
      drawGround(style, box, shown, paper);
      drawEdges(style, box, shown);
    }
    const hides = style.overflowX !== "visible" && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
    const inner = hides ? clipped(box, shown, paper) : shown;
    const end = hides && style.webkitLineClamp !== "none" ? box.bottom : Infinity;
    const folded = element.tagName === "DETAILS" && !element.open;
    for (const child of element.childNodes) {
      if (folded && child.tagName !== "SUMMARY") continue;
      if (child.nodeType === Node.TEXT_NODE) drawText(child, style, inner, end);
      else if (child.nodeType === Node.ELEMENT_NODE) await drawBox(child, inner, paper);
    }
  }

  function clipped({ x, y, width, height }, parent, { patterns }) {
    const id = `c${patterns.childElementCount}`;
    make(make(patterns, "clipPath", { id }), "rect", { x, y, width, height });
    return make(parent, "g", { "clip-path": `url(#${id})` });
  }

  const rounded = (style, { width, height }) => Math.min(parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const seen = (colour) => colour !== "transparent" && !/^rgba\(.*,\s*0\)$|\/ 0\)$/.test(colour);

  function drawGround(style, box, parent, paper) {
    const { x, y, width, height } = box, rx = rounded(style, box);
    const fills = seen(style.backgroundColor) ? [style.backgroundColor] : [];
    fills.push(...hatches(style.backgroundImage, paper.patterns));
    for (const fill of fills) make(parent, "rect", { x, y, width, height, rx, fill });
  }

  /* The stripes and dots of states: «repeating-linear-gradient(45deg, clear 0 5px, colour 5px 6px)» and its like. */
  function hatches(image, patterns) {
    return [...image.matchAll(/(repeating-linear|radial)-gradient\(((?:[^()]|\([^()]*\))*)\)/g)].map(([, kind, inner]) => {
      const id = `p${patterns.childElementCount}`, lengths = [...inner.matchAll(/([\d.]+)px/g)].map((found) => Number(found[1]));
      const colour = inner.match(/rgba?\([^)]*\)/g).find(seen) || "none";
      if (kind === "radial") {
        const dots = make(patterns, "pattern", { id, patternUnits: "userSpaceOnUse", width: 7, height: 7 });
        make(dots, "circle", { cx: 3.5, cy: 3.5, r: lengths[0] || 1.3, fill: colour });
      } else {
        const period = Math.max(...lengths), from = lengths[lengths.length - 2], turn = parseFloat(inner) || 0;
        const stripes = make(patterns, "pattern", { id, patternUnits: "userSpaceOnUse", width: period, height: period, patternTransform: `rotate(${turn})` });
        make(stripes, "rect", { x: 0, y: 0, width: period, height: period - from, fill: colour });
      }
      return `url(#${id})`;
    });
  }

  function drawEdges(style, box, parent) {
    const edges = ["Top", "Right", "Bottom", "Left"].map((side) => ({
      wide: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
      colour: style[`border${side}Color`], dashed: style[`border${side}Style`] !== "solid" }));
    const [top] = edges, marks = ({ wide, colour, dashed }) => ({ stroke: colour, "stroke-width": wide, ...(dashed ? { "stroke-dasharray": "4 3" } : {}) });
    if (top.wide && edges.every((edge) => edge.wide === top.wide && edge.colour === top.colour)) {
      const half = top.wide / 2;
      make(parent, "rect", { x: box.x + half, y: box.y + half, width: Math.max(box.width - top.wide, 0), height: Math.max(box.height - top.wide, 0),
        rx: rounded(style, box), fill: "none", ...marks(top) });
      return;
    }
    const { left, right, top: up, bottom } = box;
    const lines = [[left, up, right, up, 0, 1], [right, up, right, bottom, -1, 0], [left, bottom, right, bottom, 0, -1], [left, up, left, bottom, 1, 0]];
    edges.forEach((edge, index) => {
      if (!edge.wide || !seen(edge.colour)) return;
      const [x1, y1, x2, y2, dx, dy] = lines[index], half = edge.wide / 2;
      make(parent, "line", { x1: x1 + dx * half, y1: y1 + dy * half, x2: x2 + dx * half, y2: y2 + dy * half, ...marks(edge) });
    });
  }

  /* An icon is a mask in its text's colour. */
  function drawIcon(style, { x, y, width, height }, parent) {
    const found = (style.maskImage || style.webkitMaskImage || "").match(/^url\("data:image\/svg\+xml,(.*)"\)$/);
    if (!found) return false;
    const icon = new DOMParser().parseFromString(decodeURIComponent(found[1]), "image/svg+xml").documentElement;
    const place = make(parent, "svg", { x, y, width, height, viewBox: icon.getAttribute("viewBox"), fill: style.backgroundColor });
    place.append(...[...icon.children].map((part) => document.importNode(part, true)));
    return true;
  }

  async function drawPlot(plot, { x, y, width, height }, parent) {
    if (!width || !height) return;
    const { data, layout } = plot.ogpFigure || plot;
    const url = await window.Plotly.toImage({ data, layout: { ...layout, width, height, autosize: false }, config: { locale: document.documentElement.lang } }, { format: "svg", width, height });
    const drawn = new DOMParser().parseFromString(decodeURIComponent(url.slice(url.indexOf(",") + 1)), "image/svg+xml").documentElement;
    const place = document.importNode(drawn, true);
    for (const [mark, value] of Object.entries({ x, y, width, height })) place.setAttribute(mark, value);
    parent.append(place);
  }

  const ruler = document.createElement("canvas").getContext("2d");

  /* The words of a text node, a piece for each of its lines; of those below the end of a short text only «…» is left. */
  function drawText(node, style, parent, end) {
    if (!node.data.trim()) return;
    const range = node.ownerDocument.createRange();
    const lines = [];
    for (const word of node.data.matchAll(/\S+/g)) {
      for (const [from, to] of unbroken(range, node, word.index, word.index + word[0].length)) {
        range.setStart(node, from);
        range.setEnd(node, to);
        const { left, right, top, height } = range.getBoundingClientRect();
        const line = lines[lines.length - 1];
        if (line && Math.abs(line.top - top) < 2) Object.assign(line, { to, right });
        else if (height && top + height / 2 < end) lines.push({ from, to, left, right, top, height });
        else if (height && line) line.goesOn = true;
      }
    }
    ruler.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = ruler.measureText("x");
    for (const { from, to, left, right, top, height, goesOn } of lines) {
      const whole = node.data.slice(from, to).replace(/[^\S\u00A0]+/g, " ");
      const words = goesOn ? whole.replace(/.{2}$/, "…") : whole;
      make(parent, "text", { x: left, y: top + (height * above) / (above + below), fill: style.color, "font-size": style.fontSize, "font-weight": style.fontWeight,
        "font-family": style.fontFamily, "letter-spacing": style.letterSpacing, style: `font-variant-numeric: ${style.fontVariantNumeric}`,
        ...(words.length > 1 ? { textLength: right - left } : {}) }, words);
    }
  }

  /* A word that ends one line and begins another («2012–» «2013») is told apart sign by sign. */
  function unbroken(range, node, start, end) {
    range.setStart(node, start);
    range.setEnd(node, end);
    if (range.getClientRects().length < 2) return [[start, end]];
    return Array.from({ length: end - start }, (_, place) => [start + place, start + place + 1]);
  }

  const textOf = (picture) => URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" }));

  /* As pixels; an image knows no fonts but those inside it. */
  async function paint(picture) {
    make(picture, "style", {}, await fontFaces());
    const image = new Image();
    image.src = textOf(picture);
    await image.decode();
    const { width, height } = picture.viewBox.baseVal;
    const scale = Math.min(2, LARGEST / Math.max(width, height));
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return URL.createObjectURL(await new Promise((done) => canvas.toBlob(done, "image/png")));
  }

  let faces = null;
  function fontFaces() {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => ({ rule, base: sheet.href })));
    faces = faces || Promise.all(rules.filter(({ rule }) => rule instanceof CSSFontFaceRule).map(embedded)).then((texts) => texts.join("\n"));
    return faces;
  }

  async function embedded({ rule, base }) {
    const [, address] = rule.cssText.match(/url\("?([^")]+)"?\)/) || [];
    if (!address) return rule.cssText; // a face of the reader's own machine
    const file = await (await fetch(new URL(address, base))).blob();
    const data = await new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(file);
    });
    return rule.cssText.replace(address, data);
  }

  function save(url, name) {
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(url), 10000);
  }
})();

/* Charts come in the light theme's colours. In the dark theme each colour gives way to its dark twin: the token of
   tokens.css that has this light value says what it is now. The picture of a chart is always the light one. */
(function () {
  "use strict";
  const HEX = /^#[0-9A-F]{6}$/i;
  let light = null; // light value -> token

  function lightTokens() {
    const found = new Map();
    for (const sheet of document.styleSheets) {
      for (const rule of sheet.cssRules) {
        if (rule.selectorText !== ":root") continue;
        for (const name of rule.style) {
          const value = rule.style.getPropertyValue(name).trim().toUpperCase();
          if (name.startsWith("--") && !name.startsWith("--bs-") && HEX.test(value) && !found.has(value)) found.set(value, name);
        }
      }
    }
    return found;
  }

  function palette() {
    light = light || lightTokens();
    const now = getComputedStyle(document.documentElement);
    return new Map([...light].map(([value, name]) => [value, now.getPropertyValue(name).trim()]));
  }

  function recolour(part, colours) {
    if (typeof part === "string") return HEX.test(part) ? colours.get(part.toUpperCase()) || part : part;
    if (Array.isArray(part)) return typeof part[0] === "number" ? part : part.map((one) => recolour(one, colours));
    if (!part || Object.getPrototypeOf(part) !== Object.prototype) return part;
    return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, recolour(value, colours)]));
  }

  function dressed(figure) {
    if (document.documentElement.dataset.bsTheme !== "dark") return figure;
    const colours = palette();
    return { ...figure, data: recolour(figure.data, colours), layout: recolour(figure.layout, colours) };
  }

  const react = window.Plotly.react;
  window.Plotly.react = function (gd, figure, ...rest) {
    if (!figure || !figure.data) return react.call(this, gd, figure, ...rest);
    gd.ogpFigure = { ...figure, config: { ...figure.config, locale: document.documentElement.lang } };
    return react.call(this, gd, dressed(gd.ogpFigure), ...rest);
  };

  /* Dash asks each new chart to fit its box again, though it was drawn to that box a moment ago. */
  const resize = window.Plotly.Plots.resize;
  window.Plotly.Plots.resize = function (gd) {
    const drawn = gd && gd._fullLayout, box = drawn && gd.getBoundingClientRect();
    const fits = drawn && drawn.autosize && Math.abs(drawn.width - box.width) < 1 && Math.abs(drawn.height - box.height) < 1;
    return fits ? Promise.resolve(gd) : resize.call(this, gd);
  };

  document.addEventListener("ogp-theme", () => {
    document.querySelectorAll(".js-plotly-plot").forEach((gd) => { if (gd.ogpFigure) window.Plotly.react(gd, gd.ogpFigure); });
  });
})();

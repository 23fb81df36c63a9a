/* The address is the only state: links, forms and marks of charts change it, the page follows.
   Everything listens on the document, so it also works on what is drawn later. */
(function () {
  "use strict";
  let restore = null; // scroll position that «back» asks for
  let jump = false; // whether the last move went to another page

  function remember() {
    history.replaceState({ ...history.state, y: window.scrollY }, "");
  }

  function go(href) {
    const to = new URL(href, location.href);
    if (to.origin !== location.origin) return;
    remember();
    document.querySelectorAll("details.drop[open]").forEach((drop) => drop.removeAttribute("open"));
    if (to.href === location.href) return;
    jump = to.pathname !== location.pathname;
    restore = null;
    const sameView = to.pathname === location.pathname && to.search === location.search;
    history.pushState({}, "", to);
    if (sameView) return void settle();
    window.dispatchEvent(new PopStateEvent("popstate", { state: { own: true } }));
  }

  window.addEventListener("popstate", (event) => {
    if (event.state && event.state.own) return;
    jump = false;
    restore = event.state ? event.state.y : 0;
  });

  document.addEventListener("click", (event) => {
    const action = event.target.closest("[data-act]");
    if (action) return act(action);
    const link = event.target.closest("a[href]");
    closeOthers(event.target);
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const href = link.getAttribute("href");
    if (link.target || link.hasAttribute("download") || link.hasAttribute("data-file") || !href.startsWith("/")) return;
    event.preventDefault();
    go(href);
  });

  /* A form writes its fields over the parameters of the address; an empty field takes its parameter away. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form.to-address")) return;
    event.preventDefault();
    const query = new URLSearchParams(location.search);
    const data = new FormData(form);
    for (const field of form.elements) if (field.name) query.delete(field.name);
    for (const [name, value] of data) if (value !== "") query.append(name, value);
    if (event.submitter && event.submitter.name) query.set(event.submitter.name, event.submitter.value);
    const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
    go(location.pathname + (text ? "?" + text : ""));
  });

  function closeOthers(target) {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(target)) drop.removeAttribute("open");
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.drop[open]");
    if (!open) return;
    open.removeAttribute("open");
    open.querySelector("summary").focus();
  });

  function say(text) {
    const live = document.getElementById("live");
    if (!live) return;
    live.textContent = text;
    window.setTimeout(() => { if (live.textContent === text) live.textContent = ""; }, 4000);
  }

  function act(element) {
    if (element.dataset.act === "print") window.print();
    if (element.dataset.act === "copy-link") copy(location.href).then(() => say(element.dataset.done));
    if (element.dataset.act === "picture") picture(element.dataset);
  }

  /* Offices serve inside their network without https, where the clipboard interface is missing. */
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  /* A chart as a picture, with its title, what is counted and the source written on it. */
  function picture({ chart, title, note, name }) {
    const plot = document.querySelector(`[id='${chart}'] .js-plotly-plot`) || document.getElementById(chart);
    const gd = plot && (plot.classList.contains("js-plotly-plot") ? plot : plot.querySelector(".js-plotly-plot"));
    if (!gd || !window.Plotly) return;
    const width = Math.max(gd.clientWidth, 900);
    const layout = { ...gd.layout, width, height: gd.clientHeight + 110, autosize: false, paper_bgcolor: "#FFFFFF",
      margin: { ...gd.layout.margin, t: 70, b: (gd.layout.margin.b || 0) + 40 },
      title: { text: escape(title), x: 0.01, xanchor: "left", y: 0.98, yanchor: "top", font: { size: 18, color: "#1A1F24" } },
      annotations: [...(gd.layout.annotations || []),
        { text: escape(note), xref: "paper", yref: "paper", x: 0, xanchor: "left", y: 0, yanchor: "top", yshift: -14, showarrow: false,
          font: { size: 12, color: "#4A5560" } }] };
    window.Plotly.toImage({ data: gd.data, layout, config: { locale: "uk" } }, { format: "png", width, height: layout.height, scale: 2 })
      .then((url) => { const link = document.createElement("a"); link.href = url; link.download = name + ".png"; link.click(); });
  }

  function escape(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  }

  /* The element a hash names; a hash that is no text names none. */
  function named(hash) {
    try { return hash ? document.getElementById(decodeURIComponent(hash)) : null; } catch { return null; }
  }

  /* After a page has come: it is shown at the place its address names, at its top, or where «back» left it. */
  function settle() {
    const target = named(location.hash.slice(1));
    if (restore) window.scrollTo(0, restore);
    else if (target) target.scrollIntoView({ block: target.offsetHeight > window.innerHeight / 2 ? "start" : "center" });
    else if (restore !== null) window.scrollTo(0, restore);
    else if (jump) {
      window.scrollTo(0, 0);
      const main = document.getElementById("main");
      if (main) main.focus({ preventScroll: true });
    }
    restore = null;
    jump = false;
    return window.dash_clientside.no_update;
  }

  function openMark(clicks) {
    const click = window.dash_clientside.callback_context.triggered.map((item) => item.value).find(Boolean);
    const mark = click && click.points && click.points[0];
    const href = mark && (Array.isArray(mark.customdata) ? mark.customdata[0] : mark.customdata);
    if (typeof href === "string" && href.startsWith("/")) go(href);
  }

  history.scrollRestoration = "manual";
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    ogp: { settle, openMark, go },
  });
})();

/* The address is the only state: links, forms and marks of charts change it, the page follows.
   Everything listens on the document, so it also works on what is drawn later. */
(function () {
  "use strict";
  let restore = null; // scroll position that «back» asks for
  let jump = false; // whether the last move went to another page
  let kept = null; // what was open and in focus before the page changed
  let stands = location.pathname; // the page that is shown
  let pale = 0; // the timer after which the old page pales

  function remember() {
    history.replaceState({ ...history.state, y: window.scrollY }, "");
  }

  function go(href) {
    const to = new URL(href, location.href);
    if (to.origin !== location.origin) return;
    if (document.getElementById("first")) return void location.assign(to); // the page itself has not come yet
    remember();
    document.querySelectorAll("details.drop[open]").forEach((drop) => drop.removeAttribute("open"));
    if (to.href === location.href) return;
    jump = to.pathname !== location.pathname;
    restore = null;
    speak(to);
    const sameView = to.pathname === location.pathname && to.search === location.search;
    history.pushState({}, "", to);
    if (sameView) return void settle();
    wait();
    window.dispatchEvent(new PopStateEvent("popstate", { state: { own: true } }));
  }

  function wait() {
    window.clearTimeout(pale);
    pale = window.setTimeout(() => document.documentElement.toggleAttribute("data-waits", true), 300);
  }

  /* The same address from the newest data, in place: where the reader stands, what is open and in focus stay. */
  function renew() {
    jump = false;
    restore = null;
    wait();
    window.dash_clientside.set_props("_pages_location", { search: location.search });
  }

  /* The language stands in the address too; where it names none the page's own holds. */
  const usual = document.documentElement.dataset.lang;
  function speak(address) {
    const language = address.searchParams.get("lang") || usual;
    // to be told the same again would make a browser style the whole page anew
    if (document.documentElement.lang !== language) document.documentElement.lang = language;
  }

  /* Parts of the page come anew: its open tables and the focus are found again by their words. */
  function keep() {
    const focus = document.activeElement;
    kept = location.pathname !== stands ? null : {
      twins: [...document.querySelectorAll("details.twin")].map((twin) => twin.open),
      tag: focus && focus !== document.body ? focus.tagName : "",
      words: focus ? focus.textContent : "",
    };
  }

  function putBack({ twins, tag, words }) {
    document.querySelectorAll("details.twin").forEach((twin, index) => { if (twins[index]) twin.open = true; });
    if (!tag || (document.activeElement && document.activeElement !== document.body)) return;
    const same = [...document.querySelectorAll(tag)].find((element) => element.textContent === words && element.getClientRects().length);
    (same || document.getElementById("main")).focus({ preventScroll: true });
  }

  window.addEventListener("popstate", (event) => {
    if (event.state && event.state.own) return;
    jump = false;
    speak(new URL(location.href));
    wait();
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
    go(link.dataset.lang ? inLanguage(link.dataset.lang) : href);
  });

  /* The same view in another language, whatever else its address holds. */
  function inLanguage(language) {
    const to = new URL(location.href);
    if (language === usual) to.searchParams.delete("lang");
    else to.searchParams.set("lang", language);
    return to.pathname + readable(to.searchParams) + to.hash;
  }

  function readable(query) {
    const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
    return text ? "?" + text : "";
  }

  /* A form writes its fields over the parameters of the address; an empty field takes its parameter away. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const data = new FormData(form);
    if (form.matches("form.to-page")) {
      event.preventDefault();
      return void toPage(form, data);
    }
    if (!form.matches("form.to-address")) return;
    event.preventDefault();
    const query = new URLSearchParams(location.search);
    query.delete("page"); // of another selection the first page
    for (const field of form.elements) if (field.name) query.delete(field.name);
    for (const [name, value] of data) if (value !== "") query.append(name, value);
    for (const range of form.querySelectorAll("[data-range]")) {
      const ends = [...range.querySelectorAll("input")].map((field) => field.value);
      query.delete(range.dataset.range);
      if (ends.some(Boolean)) query.append(range.dataset.range, ends.join(".."));
    }
    if (event.submitter && event.submitter.name) query.set(event.submitter.name, event.submitter.value);
    go(location.pathname + readable(query));
  });

  /* A form that leads to another page: the filters of its action, its own fields and nothing else. */
  function toPage(form, data) {
    const to = new URL(form.getAttribute("action"), location.href);
    for (const [name, value] of data) if (String(value).trim()) to.searchParams.set(name, String(value).trim());
    const field = document.activeElement;
    if (field && form.contains(field)) field.blur(); // the phone's keyboard would hide what was found
    go(to.pathname + readable(to.searchParams));
  }

  /* «/» leads to the search from anywhere but a field. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const seen = [...document.querySelectorAll("#main input[type=search], .top input[type=search]")].find((field) => field.getClientRects().length);
    if (seen) return void seen.select();
    const link = document.querySelector(".top a.to-search");
    if (link) go(link.getAttribute("href"));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-act=submit]")) event.target.form.requestSubmit();
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
    if (element.dataset.act === "theme") window.ogpSwitchTheme();
    if (element.dataset.act === "copy-link") copy(location.href).then(() => say(element.dataset.done));
    if (element.dataset.act === "copy-text") copy(document.getElementById(element.dataset.from).textContent).then(() => say(element.dataset.done));
    if (element.dataset.act === "picture") picture(element.dataset);
    if (element.dataset.act === "renew") renew();
    if (element.dataset.act === "copy-embed") copy(frameOf(element.dataset)).then(() => say(element.dataset.done));
  }

  /* The frame of a chart as a page of another site has it. */
  function frameOf({ address, title }) {
    const frame = document.createElement("iframe");
    const marks = { src: location.origin + address, title, width: "100%", height: "480", loading: "lazy", style: "border:0" };
    for (const [name, value] of Object.entries(marks)) frame.setAttribute(name, value);
    return frame.outerHTML;
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
  function picture({ chart, title, note, name, form }) {
    const plot = document.querySelector(`[id='${chart}'] .js-plotly-plot`) || document.getElementById(chart);
    const gd = plot && (plot.classList.contains("js-plotly-plot") ? plot : plot.querySelector(".js-plotly-plot"));
    if (!gd || !window.Plotly) return;
    const { data, layout: own } = gd.ogpFigure || gd;
    const rows = (own.meta && own.meta.rows) || [];
    const plain = { showarrow: false, captureevents: false, font: { size: 14, color: "#1A1F24" } };
    const beside = rows.flatMap(({ name, value }, y) => [
      { ...plain, text: name, align: "left", xref: "paper", x: 0, xshift: -350, xanchor: "left", y: y + own.meta.centre },
      { ...plain, text: value, align: "left", xref: "paper", x: 1, xshift: 14, xanchor: "left", y: y + own.meta.centre },
    ]);
    const margin = { l: 16, r: 16, t: 0, b: 0, ...own.margin };
    const width = rows.length ? 1080 : Math.max(gd.clientWidth, 900);
    const inner = rows.length ? rows.length * own.meta.pitch : gd.clientHeight;
    const layout = { ...own, width, height: inner + 150, autosize: false, paper_bgcolor: "#FFFFFF",
      margin: { l: rows.length ? 366 : margin.l, r: rows.length ? 160 : margin.r, t: 92, b: 58 + margin.b, autoexpand: false },
      showlegend: rows.length > 0, legend: { orientation: "h", x: 0, xanchor: "left", xref: "container", y: 1, yanchor: "bottom", traceorder: "normal" },
      title: { text: escape(title), x: 0, xref: "container", xanchor: "left", pad: { l: 16, t: 16 }, y: 1, yref: "container", yanchor: "top",
        font: { size: 18, color: "#1A1F24" } },
      annotations: [...(own.annotations || []), ...(own.meta ? own.meta.numbers : []).map((one) => ({ ...plain, ...one })), ...beside,
        { ...plain, text: escape(note), xref: "paper", x: 0, xshift: rows.length ? -350 : 0, xanchor: "left", yref: "paper", y: 0, yshift: -20, yanchor: "top",
          align: "left", font: { size: 12, color: "#4A5560" } }] };
    window.Plotly.toImage({ data, layout, config: { locale: document.documentElement.lang, showSendToCloud: false } }, { format: form, width, height: layout.height, scale: form === "png" ? 2 : 1 })
      .then((url) => { const link = document.createElement("a"); link.href = url; link.download = `${name}.${form}`; link.click(); });
  }

  /* A chart is drawn to a width: to that of the paper while it prints. */
  const PAPER = { bars: 280, due: 250, other: 660 };
  function drawn(change) {
    document.querySelectorAll(".js-plotly-plot").forEach((gd) => window.Plotly && window.Plotly.relayout(gd, change(gd)));
  }
  window.addEventListener("beforeprint", () => drawn((gd) =>
    ({ autosize: false, width: gd.closest(".bar-rows") ? PAPER.bars : gd.closest(".due-chart") ? PAPER.due : Math.min(gd.clientWidth, PAPER.other) })));
  window.addEventListener("afterprint", () => drawn(() => ({ autosize: true, width: null })));

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
      const field = main && main.querySelector("form[role=search] input");
      if (field && !field.value) field.focus({ preventScroll: true });
      else if (main) main.focus({ preventScroll: true });
    }
    window.clearTimeout(pale);
    document.documentElement.removeAttribute("data-waits");
    tell();
    // what was chosen but never sent is not in the address
    for (const form of document.querySelectorAll("form.to-address")) if (!form.contains(document.activeElement)) form.reset();
    document.dispatchEvent(new Event("ogp:settled"));
    if (kept) putBack(kept);
    restore = null;
    jump = false;
    kept = null;
    stands = location.pathname;
    return window.dash_clientside.no_update;
  }

  /* What a page found is told to those who do not see it. */
  function tell() {
    const told = document.querySelector("#main [data-say]");
    const heard = document.getElementById("heard");
    if (heard) heard.textContent = told ? told.dataset.say : "";
  }

  function openMark(clicks) {
    const click = window.dash_clientside.callback_context.triggered.map((item) => item.value).find(Boolean);
    const mark = click && click.points && click.points[0];
    const href = mark && (Array.isArray(mark.customdata) ? mark.customdata[0] : mark.customdata);
    if (typeof href === "string" && href.startsWith("/")) go(href);
  }

  history.scrollRestoration = "manual";
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    ogp: { keep, settle, openMark, go },
  });
})();

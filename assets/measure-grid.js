/* The table of measures: what its cells look like, how its order and filters get into the address, its print.
   Every text comes from the server ready to read; here nothing is worded and nothing is put in as HTML. */
(function () {
  "use strict";
  const NARROW = 760; // a narrower table shows cards
  const DAY = 24 * 3600 * 1000;
  const grids = new Map(); // element of a table -> its interface

  const element = (type, props, ...children) => window.React.createElement(type, props, ...children);

  /* a no-break space after words of one and two letters, as everywhere on screen */
  const nbsp = (text) => text.replace(/(?<![\p{L}\p{N}_’'-])(\p{L}{1,2}) (?=\S)/gu, "$1\u00a0").replace(/ (?=[—–] )/g, "\u00a0")
    .replace(/(\d)–(?=\d)/g, "$1\u2060–\u2060");

  const icon = (name) => element("i", { className: "i i-" + name, "aria-hidden": "true" });

  function stateOf(row, context) {
    const look = context.states[row.state];
    return element("span", { className: "state" },
      element("span", { className: "sw " + look.css, "aria-hidden": "true" }, icon(look.icon)), look.word);
  }

  const hrefOf = (row, context) => context.measure.join(encodeURIComponent(row.id).replaceAll("%3A", ":").replaceAll("%2C", ","));

  const said = (row) => row.quotation && element("span", { className: "said" }, row.quotation);

  const titleOf = (row, context) => element("a", { className: "clamp2", href: hrefOf(row, context), title: row.title }, nbsp(row.title));

  function bodyOf(row, context) {
    const who = context.who[row.who];
    const notes = [note(who.consent, "pill", "c"), who.others && element("span", { key: "o", className: "meta", title: who.all }, who.others)];
    if (who.role) return [element("span", { key: "r" }, who.role), ...notes];
    return [who.href ? element("a", { key: "b", className: "clamp3", href: who.href, title: who.body }, nbsp(who.body))
      : element("span", { key: "b", className: "clamp3 mut" }, who.body), ...notes];
  }

  const note = (text, className, key) => text && element("span", { key, className }, text);

  const dueOf = (row, context) => [
    row.due ? element("span", { key: "d", className: "nowrap" }, context.dates[row.due])
      : element("span", { key: "d", className: "printed-words", title: row.deadline }, row.deadline),
    note(row.more, "meta", "m"),
  ];

  const daysOf = (row, context) => (row.days === undefined ? "" : context.days[row.days]);
  const daysClass = (row) => (row.overdue === "overdue" ? "late" : "days");

  /* what a cell says, as its filter and the print have it */
  const says = {
    number: (row) => row.number,
    title: (row) => row.title,
    plan: (row, context) => context.plans[row.plan],
    bodies: (row, context) => context.who[row.who].all || context.who[row.who].body,
    reason: (row, context) => context.reasons[row.reason] || "",
    state: (row, context) => context.states[row.state].word,
  };

  const cell = (draw, className) => (props) => element("div", { className: "cell " + (className || "") }, draw(props.data, props.context));

  Object.assign((window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {}), {
    MeasureTitle: cell((row, context) => [element("span", { key: "t" }, titleOf(row, context)), element("span", { key: "q" }, said(row))]),
    MeasureBody: cell(bodyOf),
    MeasureDue: cell(dueOf, "right"),
    MeasureDays: cell((row, context) => element("span", { className: daysClass(row) }, daysOf(row, context)), "right"),
    MeasureState: cell((row, context) => [element("span", { key: "s" }, stateOf(row, context)), note(context.lateness[row.lateness], "meta", "l")]),
    MeasureText: (props) => element("div", { className: "cell" }, nbsp(says[props.column.getColId()](props.data, props.context))),
    MeasureCard: (props) => card(props.data, props.context),
    GroupHead: (props) => groupHead(props.data),
  });

  function card(row, context) {
    return element("div", { className: "card-row" },
      element("b", { className: "n" }, row.number),
      element("div", { className: "main" },
        titleOf(row, context), said(row), context.columns.includes("plan") && note(says.plan(row, context), "meta"),
        context.columns.includes("bodies") && element("div", { className: "who" }, bodyOf(row, context)),
        element("div", { className: "pair" },
          element("span", null, element("span", { className: "mut" }, context.dueHead + ": "), dueOf(row, context)),
          element("span", { className: daysClass(row) }, daysOf(row, context))),
        context.columns.includes("reason") && row.reason && note(says.reason(row, context), "meta"),
        stateOf(row, context), note(context.lateness[row.lateness], "meta")));
  }

  function groupHead(group) {
    const name = group.href ? element("a", { href: group.href, title: group.name }, nbsp(group.name)) : element("span", null, nbsp(group.name));
    return element("div", { className: "group-head" },
      element("span", { className: "name" }, name, note(group.note, "meta")),
      element("span", { className: "told" }, element("b", null, group.count), " " + group.told));
  }

  /* ---- what the grid calls by name */
  Object.assign((window.dashAgGridFunctions = window.dashAgGridFunctions || {}), {
    byRank: (place) => (a, b, left, right) => left.data.ranks[place] - right.data.ranks[place],
    asGiven: () => () => 0,
    textOf: (params) => says[params.column.getColId()](params.data, params.context),
    isGroupHead: (params) => Boolean(params.rowNode.data && params.rowNode.data.group),
    measureRowHeight: (params) => (params.data.group ? headHeight(window.innerWidth < NARROW) : undefined),
  });

  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const rootOf = (api) => [...grids].find(([, held]) => held === api)?.[0];
  const headHeight = (cards) => (cards ? 76 : 52);

  /* A table is met as soon as it stands on the page, whichever way the page came. */
  function meet() {
    for (const root of document.querySelectorAll(".measures:not([data-met])")) {
      const grid = root.querySelector(".measures-grid");
      if (!grid || !window.dash_ag_grid) continue;
      root.dataset.met = "1";
      for (const [held] of grids) if (!held.isConnected) grids.delete(held);
      window.dash_ag_grid.getApiAsync(grid.id).then(open);
    }
  }

  function open(api) {
    if (api.isDestroyed()) return; // the reader left while it was drawn
    const context = api.getGridOption("context");
    const root = context && context.root && document.getElementById(context.root);
    if (!root || grids.get(root) === api) return;
    grids.set(root, api);
    if (longer(api)) api.setGridOption("alwaysPassFilter", () => true); // its rows come filtered
    arrange(api, context);
    asked.set(root, wanted(api));
    bases.set(root, baseOf());
    drawPager(api);
    for (const event of ["sortChanged", "filterChanged"]) api.addEventListener(event, () => keep(api));
    api.addEventListener("modelUpdated", () => tell(api));
    new ResizeObserver(() => fit(api, root, context)).observe(root);
    fit(api, root, context);
    tell(api);
    // the first widths of columns are guessed; they are seen once they are right
    requestAnimationFrame(() => requestAnimationFrame(() => root.classList.add("drawn")));
  }

  function fit(api, root, context) {
    if (!root.isConnected || api.isDestroyed() || !root.clientWidth) return;
    const cards = root.clientWidth < NARROW;
    if (root.classList.contains("as-cards") === cards && root.dataset.fitted) return;
    root.dataset.fitted = "1";
    root.classList.toggle("as-cards", cards);
    api.setColumnsVisible(context.columns, !cards);
    api.setColumnsVisible(["card"], cards);
    if (!context.arranges) {
      api.forEachNode((node) => { if (node.data.group) node.setRowHeight(headHeight(cards)); });
      api.onRowHeightChanged();
    }
  }

  /* ---- the address: sort=-days, f_title=text, f_days=91..365, f_due=2013-01-01..2013-06-30, page=2 of a long list */
  const isOfTable = (name) => name === "sort" || name === "page" || name.startsWith("f_");
  const bases = new WeakMap(); // element of a table -> the address of its rows without what is of the table

  function baseOf() {
    const query = [...new URLSearchParams(location.search)].filter(([name]) => !isOfTable(name));
    return location.pathname + "?" + new URLSearchParams(query);
  }

  function arrange(api, context) {
    if (!context.arranges) return;
    const query = new URLSearchParams(location.search);
    const known = new Set(context.columns);
    const said = query.getAll("sort").filter((text) => known.has(text.replace(/^-/, "")));
    const sort = (said.length ? said : [context.usual]).filter(Boolean)
      .map((text, sortIndex) => ({ colId: text.replace(/^-/, ""), sort: text.startsWith("-") ? "desc" : "asc", sortIndex }));
    api.applyColumnState({ state: sort, defaultState: { sort: null } });
    const model = {};
    for (const key of context.columns) {
      const text = query.get("f_" + key);
      const read = text && readFilter(context.kinds[key], text);
      if (read) model[key] = read;
    }
    api.setFilterModel(Object.keys(model).length ? model : null);
  }

  /* An address that differs in the table alone draws no new page: «back» and links arrange the table that stands. */
  window.addEventListener("popstate", () => {
    for (const [root, api] of grids) {
      const context = !api.isDestroyed() && api.getGridOption("context");
      if (!root.isConnected || !context || !context.arranges || bases.get(root) !== baseOf()) continue;
      arrange(api, context);
      const page = Number(new URLSearchParams(location.search).get("page")) || 1;
      if (longer(api) && (wanted(api) !== asked.get(root) || page !== context.sheet.page)) load(api, page);
      tell(api);
    }
  });

  function keep(api) {
    if (api.isDestroyed()) return;
    const root = rootOf(api);
    if (!root || !root.isConnected) return;
    const query = new URLSearchParams(location.search);
    const isLong = longer(api);
    if (isLong && wanted(api) === asked.get(root)) return;
    for (const name of [...query.keys()]) if (isOfTable(name)) query.delete(name);
    for (const [name, value] of arranged(api)) query.append(name, value);
    history.replaceState(history.state, "", addressOf(query));
    if (isLong) load(api, 1);
    tell(api);
  }

  function addressOf(query) {
    const text = query.toString().replaceAll("%3A", ":").replaceAll("%2C", ",");
    return location.pathname + (text ? "?" + text : "") + location.hash;
  }

  /* ---- a long list: the server filters and sorts it and gives a page of its rows */
  const asked = new WeakMap(); // element of a table -> the order and filters that its rows follow
  const loads = new WeakMap(); // element of a table -> what may stop its last request

  function longer(api) {
    const context = api.getGridOption("context");
    return context.arranges && context.sheet;
  }

  const wanted = (api) => new URLSearchParams(arranged(api)).toString();

  async function load(api, page) {
    const root = rootOf(api);
    const context = api.getGridOption("context");
    const query = new URLSearchParams(arranged(api));
    asked.set(root, query.toString());
    if (page > 1) query.set("page", page);
    loads.get(root)?.abort();
    const stop = new AbortController();
    loads.set(root, stop);
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(context.data + (context.data.includes("?") ? "&" : "?") + query, { signal: stop.signal });
      const told = await answer.json();
      if (!root.isConnected || api.isDestroyed()) return;
      if (told.version !== context.version) return void location.reload(); // all of the page is newer then
      api.setGridOption("context", { ...context, ...told.words, sheet: told.sheet });
      api.setGridOption("rowData", told.rows);
      drawPager(api);
      tell(api);
    } catch (fault) {
      if (fault.name === "AbortError" || !root.isConnected) return;
      asked.delete(root);
      document.getElementById(context.shown).textContent = context.fault;
    }
    root.removeAttribute("aria-busy");
  }

  /* The steps are links, so that any page may be opened beside; a grouped list comes anew with all its heads. */
  function drawPager(api) {
    const context = api.getGridOption("context");
    const place = context.sheet && document.getElementById(context.pager);
    if (!place) return;
    place.setAttribute("aria-label", context.sheet.label);
    place.replaceChildren(...context.sheet.steps.map((step) => {
      const link = text("a", step.text, "btn-2");
      const query = new URLSearchParams(location.search);
      query.delete("page");
      if (step.page > 1) query.set("page", step.page);
      link.href = addressOf(query);
      if (context.arranges) link.addEventListener("click", (event) => turn(event, api, step));
      return link;
    }));
    place.hidden = !context.sheet.steps.length;
  }

  async function turn(event, api, step) {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const root = rootOf(api);
    history.pushState({}, "", event.currentTarget.href);
    await load(api, step.page);
    root.scrollIntoView({ block: "start" });
    root.focus({ preventScroll: true });
  }

  function arranged(api) {
    const context = api.getGridOption("context");
    const sort = api.getColumnState().filter((column) => column.sort).sort((a, b) => a.sortIndex - b.sortIndex)
      .map((column) => (column.sort === "desc" ? "-" : "") + column.colId);
    const pairs = sort.join() === context.usual ? [] : sort.map((value) => ["sort", value]);
    for (const [key, model] of Object.entries(api.getFilterModel())) pairs.push(["f_" + key, writeFilter(model)]);
    return pairs;
  }

  const dayOf = (text) => text.slice(0, 10);
  const shift = (text, days) => new Date(Date.parse(dayOf(text) + "T00:00Z") + days * DAY).toISOString().slice(0, 10);

  function writeFilter(model) {
    if (model.filterType === "text") return model.filter;
    if (model.filterType === "number") {
      const { type, filter, filterTo } = model;
      return { equals: `${filter}..${filter}`, inRange: `${filter}..${filterTo}`, greaterThanOrEqual: `${filter}..`, lessThanOrEqual: `..${filter}` }[type];
    }
    const { type, dateFrom, dateTo } = model;
    if (type === "inRange") return `${dayOf(dateFrom)}..${dayOf(dateTo)}`;
    return { equals: `${dayOf(dateFrom)}..${dayOf(dateFrom)}`, greaterThan: `${shift(dateFrom, 1)}..`, lessThan: `..${shift(dateFrom, -1)}` }[type];
  }

  function readFilter(kind, text) {
    if (kind === "text") return { filterType: "text", type: "contains", filter: text };
    const form = kind === "number" ? /^(\d{0,9})\.\.(\d{0,9})$/ : /^(\d{4}-\d\d-\d\d|)\.\.(\d{4}-\d\d-\d\d|)$/;
    const [, first, last] = form.exec(text) || [];
    if (!first && !last) return null;
    if (kind === "number") {
      if (first && last) return { filterType: "number", type: first === last ? "equals" : "inRange", filter: +first, ...(first === last ? {} : { filterTo: +last }) };
      return { filterType: "number", type: first ? "greaterThanOrEqual" : "lessThanOrEqual", filter: +(first || last) };
    }
    if ([first, last].some((day) => day && Number.isNaN(Date.parse(day)))) return null;
    if (first && last) return { filterType: "date", type: first === last ? "equals" : "inRange", dateFrom: first, dateTo: first === last ? null : last };
    return { filterType: "date", type: first ? "greaterThan" : "lessThan", dateFrom: first ? shift(first, -1) : shift(last, 1), dateTo: null };
  }

  /* ---- beside the table: how many rows are shown, the way back to all, files of the very rows */
  // its last events come when it is gone
  function tell(api) {
    if (api.isDestroyed()) return;
    const context = api.getGridOption("context");
    const filters = Object.keys(api.getFilterModel());
    const shown = document.getElementById(context.shown);
    if (shown && context.sheet) shown.textContent = context.sheet.told;
    else if (shown) shown.textContent = shown.dataset.text.replace("{shown}", number(context.measures ?? api.getDisplayedRowCount()));
    const clear = document.getElementById(context.clear);
    if (clear) clear.hidden = !filters.length;
    const order = document.querySelector("select[data-rows-act='order']");
    if (order) order.value = arranged(api).filter(([name]) => name === "sort").map(([, value]) => value)[0] || "";
    for (const link of document.querySelectorAll("a[data-rows-file]")) {
      const query = new URLSearchParams(link.dataset.rowsFile);
      for (const [name, value] of context.arranges ? arranged(api) : []) query.append(name, value);
      link.href = link.pathname + "?" + query;
    }
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-rows-act='clear']")) return;
    for (const [root, api] of grids) if (root.isConnected) api.setFilterModel(null);
  });

  document.addEventListener("change", (event) => {
    const choice = event.target.closest("select[data-rows-act='order']");
    if (!choice) return;
    const text = choice.value || choice.dataset.usual;
    const state = text ? [{ colId: text.replace(/^-/, ""), sort: text.startsWith("-") ? "desc" : "asc", sortIndex: 0 }] : [];
    for (const [root, api] of grids) if (root.isConnected) api.applyColumnState({ state, defaultState: { sort: null } });
  });

  /* ---- paper: a plain table of the rows on screen, in their order */
  function drawPrint() {
    for (const [root, api] of grids) {
      const place = root.isConnected && document.getElementById(api.getGridOption("context").print);
      if (!place) continue;
      const rows = [];
      api.forEachNodeAfterFilterAndSort((node) => rows.push(node.data));
      const context = api.getGridOption("context");
      place.replaceChildren(printTable(rows, context));
      const filters = Object.entries(api.getFilterModel()).map(([key, model]) => `${context.heads[key]} — ${writeFilter(model)}`);
      if (filters.length) place.prepend(text("p", place.dataset.filtered.replace("{filters}", filters.join("; ")), "small"));
      if (context.sheet && context.sheet.printed) place.append(text("p", context.sheet.printed, "small"));
    }
  }

  function text(type, words, className) {
    const made = document.createElement(type);
    if (className) made.className = className;
    made.textContent = words;
    return made;
  }

  const columnClass = (key, context) => (key === "bodies" && context.roles ? "c-role" : "c-" + key);

  function printTable(rows, context) {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const key of context.columns) {
      const made = text("th", context.heads[key], context.kinds[key] === "text" ? "" : "num");
      made.scope = "col";
      made.classList.add(columnClass(key, context));
      head.append(made);
    }
    const body = table.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      if (row.group) {
        const made = text("th", `${row.name} — ${row.count} ${row.told}`, "group");
        made.colSpan = context.columns.length;
        line.append(made);
      } else for (const key of context.columns) line.append(printCell(row, key, context));
    }
    return table;
  }

  function printCell(row, key, context) {
    const made = document.createElement("td");
    const add = (words, className, type = "div") => { if (words) made.append(text(type, words, className)); };
    made.className = columnClass(key, context) + (context.kinds[key] === "text" ? "" : " num");
    if (key === "title") { add(row.title); add(row.quotation, "said"); }
    else if (key === "bodies" && context.who[row.who].role) {
      const who = context.who[row.who];
      add(who.role); add(who.consent, "meta"); add(who.others, "meta");
    } else if (key === "due") { add(context.dates[row.due] || row.deadline, row.due ? "" : "printed-words"); add(row.more, "meta"); }
    else if (key === "days") add(daysOf(row, context), daysClass(row));
    else if (key === "state") {
      const look = context.states[row.state];
      const state = text("span", "", "state");
      const swatch = text("span", "", "sw " + look.css);
      swatch.append(text("i", "", "i i-" + look.icon));
      state.append(swatch, look.word);
      made.append(state);
      add(context.lateness[row.lateness], "meta");
    } else add(says[key](row, context));
    return made;
  }

  window.addEventListener("beforeprint", drawPrint);
  new MutationObserver(meet).observe(document.documentElement, { childList: true, subtree: true });
})();

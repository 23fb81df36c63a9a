/* Keys of the meeting (← → measures, PgUp PgDn bodies, Esc out) press its links, so the address stays the only state.
   And the foot of a printed agenda: what its pages say stands on its sheet. */
(function () {
  "use strict";
  const KEYS = { ArrowLeft: "previous", ArrowRight: "next", PageUp: "previous_point", PageDown: "next_point", Escape: "leave" };

  document.addEventListener("keydown", (event) => {
    const stage = document.querySelector(".stage");
    const name = KEYS[event.key];
    if (!stage || !name || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // the old screen stays until the next has come: a second press would only repeat the first
    if (document.querySelector("#_pages_content[data-dash-is-loading='true']")) return event.preventDefault();
    const link = stage.querySelector(`a[data-key="${name}"]`);
    if (name !== "leave") event.preventDefault();
    if (link) link.click();
  });

  /* The measure on screen stands in view in its list. */
  new MutationObserver(() => {
    const current = document.querySelector(".stage aside [aria-current]:not([data-met])");
    if (!current) return;
    current.dataset.met = "1";
    const list = current.closest("ol");
    list.scrollTop = current.offsetTop - list.offsetTop - (list.clientHeight - current.offsetHeight) / 2;
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-current"] });

  const quoted = (text) => '"' + [...text].map((one) => (/[\p{L}\p{N} ]/u.test(one) ? one : "\\" + one.codePointAt(0).toString(16) + " ")).join("") + '"';
  const counters = { "{page}": "counter(page)", "{pages}": "counter(pages)" };
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  window.addEventListener("beforeprint", () => {
    const agenda = document.querySelector(".agenda[data-foot]");
    if (!agenda) return sheet.replaceSync("");
    const pages = agenda.dataset.page.split(/(\{pages?\})/).filter(Boolean).map((part) => counters[part] || quoted(part)).join(" ");
    sheet.replaceSync(`@page { @bottom-left { content: ${quoted(agenda.dataset.foot)} } @bottom-right { content: ${pages} } }`);
  });
})();

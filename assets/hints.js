/* The hints of a first visit: shown until the reader puts them away, kept in the browser, brought back from the footer.
   Set before the page is drawn, so nothing moves. */
(function () {
  "use strict";
  const KEY = "ogp-hints";
  const root = document.documentElement;

  // a browser may forbid storage altogether: then they stay away until the next visit
  function isAway() { try { return window.localStorage.getItem(KEY) === "away"; } catch { return false; } }
  function keep(away) {
    try { if (away) window.localStorage.setItem(KEY, "away"); else window.localStorage.removeItem(KEY); } catch { /* not kept */ }
  }
  function show(wanted) { root.dataset.hints = wanted ? "on" : "off"; }

  function put(away) {
    keep(away);
    show(!away);
    const next = document.querySelector(away ? "#main" : "#hints button");
    if (next) next.focus({ preventScroll: away });
  }

  document.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    if (act && act.dataset.act === "hide-hints") put(true);
    if (act && act.dataset.act === "show-hints") put(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest && event.target.closest("#hints")) put(true);
  });
  window.addEventListener("storage", (event) => { if (event.key === KEY) show(!isAway()); });
  show(!isAway());
})();

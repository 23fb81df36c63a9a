/* The hints of a first visit: the reader puts them away and brings them back from the footer (see reader.js). */
(function () {
  "use strict";

  function put(away) {
    window.ogpPutHints(away);
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
})();

/* The first screen came with the document; the page takes its place, at once and where the reader is. */
(function () {
  "use strict";
  const first = document.getElementById("first");
  const root = document.getElementById("react-entry-point");
  if (!first || !root) return;
  const FIELDS = "main, a[href], button, input, select, summary, textarea";

  function change() {
    const before = [...first.querySelectorAll(FIELDS)];
    const at = before.indexOf(document.activeElement);
    const open = [...first.querySelectorAll("details")].map((part) => part.open);
    const top = window.scrollY;
    first.remove();
    root.classList.remove("coming");
    window.scrollTo(0, top);
    [...root.querySelectorAll("details")].forEach((part, index) => { if (open[index]) part.open = true; });
    const field = at < 0 ? null : root.querySelectorAll(FIELDS)[at];
    if (!field) return;
    if (before[at].value) field.value = before[at].value;
    field.focus({ preventScroll: true });
  }

  new MutationObserver((_, watch) => {
    if (!root.querySelector("#main")) return;
    watch.disconnect();
    change();
  }).observe(root, { childList: true, subtree: true });
})();

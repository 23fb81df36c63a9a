/* The first screen came with the document, and the page beside it: Dash gets it as if it were in its layout. Drawn, the
   page takes the first screen's place, at once and where the reader is. */
(function () {
  "use strict";
  /* A page that could not be drawn has left nothing: Dash asks for it, and is told why. */
  window.ogpTakePage = function (layout) {
    const given = document.getElementById("page");
    if (!given) return;
    const { children, data } = JSON.parse(given.textContent);
    given.remove();
    window.ogpNoteShown(children);
    const { pathname, search, hash, href } = window.location;
    const told = { _pages_location: { pathname, search, hash, href }, _pages_content: { children }, _pages_store: { data } };
    const parts = [layout];
    while (parts.length) {
      const { props } = parts.pop();
      Object.assign(props, told[props.id]);
      if (!told[props.id] && Array.isArray(props.children)) parts.push(...props.children);
    }
  };

  const first = document.getElementById("first");
  const root = document.getElementById("react-entry-point");
  if (!first || !root) return;
  const FIELDS = "main, a[href], button, input, select, summary, textarea";

  /* The same field of the page: what opens over it is not on the first screen, so places differ and words tell. */
  function sameField(field) {
    if (field.id === "main") return root.querySelector("#main");
    const alike = (part) => [...part.querySelectorAll(FIELDS)].filter((one) => one.isEqualNode(field));
    return alike(root)[alike(first).indexOf(field)];
  }

  function change() {
    const focused = document.activeElement;
    const field = first.contains(focused) && focused.matches(FIELDS) ? sameField(focused) : null;
    const open = [...first.querySelectorAll("details")].map((part) => part.open);
    const top = window.scrollY;
    first.remove();
    root.classList.remove("coming");
    window.scrollTo(0, top);
    [...root.querySelectorAll("details")].forEach((part, index) => { if (open[index]) part.open = true; });
    window.dash_clientside.ogp.settle();
    if (!field) return;
    if (focused.value) field.value = focused.value;
    field.focus({ preventScroll: true });
  }

  new MutationObserver((_, watch) => {
    if (!root.querySelector("#main")) return;
    watch.disconnect();
    change();
  }).observe(root, { childList: true, subtree: true });
})();

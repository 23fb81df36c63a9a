/* What the reader chose, set before anything is drawn: light or dark, else as the system prefers; the hints of a first
   visit until they are put away. */
(function () {
  "use strict";
  const KEY = "ogp-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  // a browser may forbid storage altogether
  function chosen() { try { return window.localStorage.getItem(KEY); } catch { return null; } }
  function keep(theme) { try { window.localStorage.setItem(KEY, theme); } catch { /* it holds until the next visit */ } }

  function set(theme) {
    if (root.dataset.bsTheme === theme) return;
    root.dataset.bsTheme = theme;
    document.dispatchEvent(new Event("ogp-theme"));
  }

  const wished = () => (["light", "dark"].includes(chosen()) ? chosen() : system.matches ? "dark" : "light");

  window.ogpSwitchTheme = function () {
    const theme = root.dataset.bsTheme === "dark" ? "light" : "dark";
    keep(theme);
    set(theme);
  };
  system.addEventListener("change", () => set(wished()));
  window.addEventListener("storage", (event) => { if (event.key === KEY) set(wished()); });
  window.addEventListener("beforeprint", () => set("light"));
  window.addEventListener("afterprint", () => set(wished()));
  set(wished());

  const HINTS = "ogp-hints";
  // a browser that forbids storage shows them until the next page
  function areAway() { try { return window.localStorage.getItem(HINTS) === "away"; } catch { return false; } }
  function showHints() { root.dataset.hints = areAway() ? "off" : "on"; }
  window.ogpPutHints = function (away) {
    try { if (away) window.localStorage.setItem(HINTS, "away"); else window.localStorage.removeItem(HINTS); } catch { /* not kept */ }
    root.dataset.hints = away ? "off" : "on";
  };
  window.addEventListener("storage", (event) => { if (event.key === HINTS) showHints(); });
  showHints();
})();

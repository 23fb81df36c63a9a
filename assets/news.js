/* Whether there are newer data than an open page shows. Asked only while the page is looked at, ever more seldom while
   nobody answers. The page itself changes when the reader presses the button, not before. */
(function () {
  "use strict";
  const EVERY = 3000;
  const SELDOM = 60000;
  let newest = 0; // the newest data version heard of
  let later = 0; // the version that the reader put off
  let wait = EVERY;
  let timer = 0;

  function show() {
    const page = document.querySelector("[data-version]");
    const notice = page && page.querySelector(".news");
    if (notice) notice.hidden = newest <= Math.max(Number(page.dataset.version), later);
  }

  async function ask() {
    window.clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/version", { cache: "no-cache" });
      if (answer.status === 200) newest = (await answer.json()).version;
      wait = answer.ok ? EVERY : Math.min(wait * 2, SELDOM);
      show();
    } catch {
      wait = Math.min(wait * 2, SELDOM);
    }
    timer = window.setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", ask);
  document.addEventListener("ogp:settled", show);
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-act=later]")) return;
    later = newest;
    show();
  });
  timer = window.setTimeout(ask, EVERY);
})();

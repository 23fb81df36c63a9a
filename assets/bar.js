/* What stays in sight while a reader scrolls stands right below the bar of filters, however many lines that takes:
   style sheets know its height as --bar. */
(function () {
  "use strict";
  const root = document.documentElement;
  let bar = null;

  function tell(height) {
    const stays = bar && getComputedStyle(bar).position === "sticky";
    root.style.setProperty("--bar", stays ? `${Math.floor(height)}px` : "0px");
  }

  const watch = new ResizeObserver(([{ borderBoxSize }]) => tell(borderBoxSize[0].blockSize));

  document.addEventListener("ogp:settled", () => {
    const found = document.querySelector(".filters");
    if (found && found === bar) return;
    watch.disconnect();
    bar = found;
    if (bar) watch.observe(bar); else tell(0);
  });
})();

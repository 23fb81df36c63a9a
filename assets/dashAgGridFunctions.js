/* What the tables may call by name; the content policy forbids function strings. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};

/* The 33 letters in their order, numbers within text by value («1.9» before «1.10»). */
const ogpOrder = new Intl.Collator("uk", { numeric: true });

window.dashAgGridFunctions.compareUkrainian = (a, b) => ogpOrder.compare(a ?? "", b ?? "");

window.dashAgGridFunctions.localeText = (params) =>
  document.documentElement.lang === "uk" ? window.ogpGridWords[params.key] ?? params.defaultValue : params.defaultValue;

/* What the tables may call by name; the content policy forbids function strings. */
window.dashAgGridFunctions = window.dashAgGridFunctions || {};

/* The 33 letters in their order, numbers within text by value («1.9» before «1.10»). */
const ogpOrder = new Intl.Collator("uk", { numeric: true });

window.dashAgGridFunctions.compareUkrainian = (a, b) => ogpOrder.compare(a ?? "", b ?? "");

window.dashAgGridFunctions.localeText = (params) =>
  document.documentElement.lang === "uk" ? window.ogpGridWords[params.key] ?? params.defaultValue : params.defaultValue;

/* Days are kept as 2013-06-30, so their order is that of the texts; a missing day comes last. */
window.dashAgGridFunctions.compareDaysInOrder = (a, b, nodeA, nodeB, descending) => {
  if (!a || !b) return a === b || (!a && !b) ? 0 : (a ? -1 : 1) * (descending ? -1 : 1);
  return a < b ? -1 : a > b ? 1 : 0;
};

window.dashAgGridFunctions.compareDays = (chosen, cell) => {
  if (!cell) return -1;
  const [year, month, day] = cell.split("-").map(Number);
  return new Date(year, month - 1, day) - chosen;
};

window.dashAgGridFunctions.ogpDay = (day) => {
  if (!day) return "—";
  const [year, month, date] = day.split("-");
  if (document.documentElement.lang === "uk") return `${date}.${month}.${year}`;
  return new Date(year, month - 1, date).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
};

window.dashAgGridFunctions.ogpTheme = (quartz) => quartz.withParams({
  accentColor: "var(--accent)", foregroundColor: "var(--ink)", backgroundColor: "var(--surface)", borderColor: "var(--line)",
  headerBackgroundColor: "var(--sub)", headerTextColor: "var(--ink-2)", headerFontSize: 13, headerFontWeight: 600,
  fontFamily: "inherit", fontSize: 14, rowBorder: { color: "var(--line)" }, columnBorder: false, wrapperBorderRadius: 10,
  cellHorizontalPadding: 12, headerColumnResizeHandleColor: "transparent", rowHoverColor: "var(--sub)",
});

/* Tab goes from head to head, from the last one into the rows and from link to link, as the browser has it: without cells
   to focus the grid itself would hold it for ever. */
window.dashAgGridFunctions.leavesHeads = ({ event, column, api }) =>
  event.key === "Tab" && !event.shiftKey && column === api.getAllDisplayedColumns().at(-1);
window.dashAgGridFunctions.isTab = ({ event }) => event.key === "Tab";

/* Cells of the tables: text stays text, addresses come from the server and lead inside the product. */
window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {};

window.dashAgGridComponentFunctions.OgpLink = (props) => {
  const text = props.valueFormatted ?? props.value ?? "—";
  const href = props.data && props.data[props.colDef.field + "_href"];
  const line = { style: { display: "block", lineHeight: "20px", padding: "9px 0" } };
  if (!href || !href.startsWith("/")) return React.createElement("span", line, text);
  return React.createElement("a", { ...line, href }, text);
};

window.dashAgGridComponentFunctions.OgpState = (props) => {
  const name = props.colDef.field;
  const row = props.data || {};
  const icon = React.createElement("i", { className: "i i-" + row[name + "_icon"], "aria-hidden": true });
  const swatch = React.createElement("span", { className: "sw " + row[name + "_class"], "aria-hidden": true }, icon);
  return React.createElement("span", { className: "state" }, swatch, props.value);
};

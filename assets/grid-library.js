/* The tables' library is the second largest file there is, and most pages have no table: it comes with the first that
   has one (dashboard/serving/bundles.py). Until then an empty place stands where the table will be. */
(function () {
  "use strict";
  const address = document.documentElement.dataset.tables;
  if (!address) return;
  const { createElement, useEffect, useState } = window.React;
  const AGAIN = 3000;
  let coming = null;
  let Grid = null;

  function load() {
    coming = coming || new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => {
        const library = window.dash_ag_grid;
        Grid = library.AgGrid;
        Table.dashPersistence = Grid.dashPersistence;
        // the table that stands already must not be drawn anew as another component
        window.dash_ag_grid = { AgGrid: Table, getApi: library.getApi, getApiAsync: library.getApiAsync };
        done();
      };
      script.onerror = () => { coming = null; script.remove(); failed(new Error("the tables' library did not come")); };
      document.head.append(script);
    });
    return coming;
  }

  function Table(props) {
    const [turn, again] = useState(0);
    useEffect(() => {
      if (!Grid) load().then(() => again(-1), () => window.setTimeout(() => again(turn + 1), AGAIN));
    }, [turn]);
    return Grid ? createElement(Grid, props) : null;
  }
  Table.dashRenderType = true;
  window.dash_ag_grid = { AgGrid: Table };
})();

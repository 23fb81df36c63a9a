/* An element of the page whose content comes as HTML text: see dashboard/markup.py, where every word is escaped. */
(function () {
  "use strict";
  window.ogp_markup = {
    Markup: ({ tag, attributes, html }) => window.React.createElement(tag, { ...attributes, dangerouslySetInnerHTML: { __html: html } }),
  };
})();

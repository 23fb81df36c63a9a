/* A page that follows another is not drawn anew: what differs between the two is changed where it stands. Dash would
   draw every part again, however little differs, and each chart and table with it. */
(function () {
  "use strict";
  const CONTENT = "_pages_content", STORE = "_pages_store", PLACE = "_pages_location";
  let path = null; // where the page stands in Dash's layout
  let shown = null; // the page that stands there, as it came

  const isPart = (one) => Boolean(one) && typeof one === "object" && "namespace" in one;
  const childPath = (own, index) => (index === null ? [...own, "props", "children"] : [...own, "props", "children", index]);

  function same(one, other) {
    if (one === other) return true;
    if (!one || !other || typeof one !== "object" || typeof other !== "object") return false;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => name in other && same(one[name], other[name]));
  }

  /* Notes what turns a part into another that takes its place; false where it has to be drawn anew. */
  function compare(own, before, after, changes) {
    if (before.type !== after.type || before.namespace !== after.namespace || !same(before.props.id, after.props.id)) return false;
    const props = {};
    for (const name of new Set([...Object.keys(before.props), ...Object.keys(after.props)])) {
      if (name !== "children" && !same(before.props[name], after.props[name])) props[name] = after.props[name];
    }
    const sofar = changes.length;
    if (!compareChildren(own, before.props.children, after.props.children, changes)) {
      changes.length = sofar; // all of them come anew
      props.children = after.props.children;
    }
    if (Object.keys(props).length) changes.push({ path: own, props });
    return true;
  }

  function compareChildren(own, before, after, changes) {
    if (Array.isArray(before) && Array.isArray(after)) {
      return before.length === after.length && before.every((one, index) => compareChild(childPath(own, index), one, after[index], changes));
    }
    return compareChild(childPath(own, null), before, after, changes);
  }

  const compareChild = (own, before, after, changes) =>
    (isPart(before) && isPart(after) ? compare(own, before, after, changes) : same(before, after));

  function pathOf(id) {
    const parts = [[["components"], window.dash_component_api.getLayout(["components"])]];
    while (parts.length) {
      const [own, part] = parts.pop();
      if (Array.isArray(part)) part.forEach((one, index) => parts.push([[...own, index], one]));
      else if (isPart(part) && part.props.id === id) return own;
      else if (isPart(part)) parts.push([[...own, "props", "children"], part.props.children]);
    }
    return null;
  }

  /* Whether a reader still waits for this answer: of two that were asked for the last one counts. */
  function isAwaited(payload) {
    const { pathname, search } = window.dash_component_api.getLayout(PLACE).props;
    return payload.inputs.every(({ property, value }) => value === { pathname, search }[property]);
  }

  window.ogpNoteShown = (children) => { shown = children; };

  /* What Dash calls with each answer, before it reads it. Only the first page of a document is Dash's own to draw. */
  window.ogpChangeInPlace = function (payload, response) {
    const given = response && response[CONTENT];
    if (!given) return;
    if (!shown) return void (shown = given.children);
    const { title } = response[STORE].data;
    delete response[CONTENT];
    delete response[STORE];
    if (!isAwaited(payload)) return;
    path = path || pathOf(CONTENT);
    const changes = [];
    if (!compare([...path, "props", "children"], shown, given.children, changes)) {
      changes.splice(0, changes.length, { path, props: given });
    }
    shown = given.children;
    window.dash_clientside.ogp.keep();
    window.ReactDOM.flushSync(() => {
      for (const { path: own, props } of changes) window.dash_clientside.set_props(own, props);
    });
    document.title = title;
    window.dash_clientside.ogp.settle();
  };
})();

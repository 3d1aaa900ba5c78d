"use strict";
// The pages are complete without this. It adds keys, filters kept in the address, and marks lit on both sides.
(function () {
  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };
  var visible = function (node) { return node.getClientRects().length > 0; };
  var help = document.querySelector("dialog.help");
  var button = document.querySelector(".help-button");

  function showHelp() { if (help && help.showModal && !help.open) { help.showModal(); } }
  if (button && help && help.showModal) { button.hidden = false; button.addEventListener("click", showHelp); }

  // ---- moving
  var current = null;
  function focusOn(node) {
    if (current) { current.classList.remove("current"); }
    current = node;
    for (var parent = node.parentElement; parent; parent = parent.parentElement) { if (parent.tagName === "DETAILS") { parent.open = true; } }
    node.classList.add("current");
    if (!node.hasAttribute("tabindex")) { node.tabIndex = -1; }
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }
  function move(selector, step) {
    var nodes = all(selector).filter(visible);
    if (!nodes.length) { return; }
    var place = nodes.indexOf(current);
    if (place < 0) { place = step > 0 ? -1 : nodes.length; }
    focusOn(nodes[Math.min(nodes.length - 1, Math.max(0, place + step))]);
  }
  function reveal() {
    var id = location.hash.slice(1);
    var node = id && id.indexOf("=") < 0 ? document.getElementById(id) : null;
    for (var parent = node; parent; parent = parent.parentElement) { if (parent.tagName === "DETAILS") { parent.open = true; } }
    if (node) { node.scrollIntoView({ block: "start" }); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || (help && help.open)) { return; }
    var field = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (field) { if (event.key === "Escape") { event.target.blur(); } return; }
    if (event.key === "j") { move("[data-finding]", 1); }
    else if (event.key === "k") { move("[data-finding]", -1); }
    else if (event.key === "n") { move("[data-match]", 1); }
    else if (event.key === "p") { move("[data-match]", -1); }
    else if (event.key === "x") { document.body.classList.toggle("swapped"); }
    else if (event.key === "u") { var up = document.querySelector("a[rel=up]"); if (up) { location.href = up.href; } }
    else if (event.key === "/") { var box = all("input[type=search]").filter(visible)[0]; if (box) { box.focus(); } else { return; } }
    else if (event.key === "?") { showHelp(); }
    else { return; }
    event.preventDefault();
  });

  // ---- filters, kept in the hash as q=…&sev=…&family=…
  function readHash() {
    var state = {};
    if (location.hash.indexOf("=") < 0) { return state; }
    location.hash.slice(1).split("&").forEach(function (part) {
      var cut = part.indexOf("=");
      try { state[part.slice(0, cut)] = decodeURIComponent(part.slice(cut + 1)); } catch (error) { /* a damaged link filters nothing */ }
    });
    return state;
  }
  all("form.filter").forEach(function (form) {
    var scope = form.parentElement;
    var items = all("[data-item]", scope);
    if (!items.length) { return; }
    var fields = all("input, select", form);
    var output = form.querySelector("output");
    form.hidden = false;
    function apply() {
      var state = {};
      fields.forEach(function (field) { state[field.name] = field.value; });
      var words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean);
      var kept = 0;
      items.forEach(function (item) {
        var text = item.textContent.toLowerCase();
        var keep = (!state.sev || item.dataset.sev === state.sev) && (!state.family || item.dataset.family === state.family) &&
          words.every(function (word) { return text.indexOf(word) >= 0; });
        item.hidden = !keep;
        kept += keep ? 1 : 0;
      });
      var filtered = kept < items.length;
      all("[data-group]", scope).forEach(function (group) {
        var some = all("[data-item]", group).some(function (item) { return !item.hidden; });
        group.hidden = !some;
        if (filtered && some) { group.open = true; }
      });
      output.textContent = filtered ? kept + " of " + items.length : "";
      return state;
    }
    function keep() {
      var state = apply();
      var parts = Object.keys(state).filter(function (key) { return state[key]; }).map(function (key) { return key + "=" + encodeURIComponent(state[key]); });
      try { history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search); }
      catch (error) { if (parts.length) { location.replace("#" + parts.join("&")); } }
    }
    function restore() {
      var state = readHash();
      fields.forEach(function (field) { field.value = state[field.name] || ""; if (field.selectedIndex === -1) { field.selectedIndex = 0; } });
      apply();
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", keep);
    window.addEventListener("hashchange", restore);
    restore();
  });

  // ---- what belongs together lights up together
  var lit = [];
  function light(event) {
    var node = event.target.closest ? event.target.closest("[data-ref]") : null;
    lit.forEach(function (other) { other.classList.remove("lit"); });
    lit = [];
    if (!node || !node.dataset.ref) { return; }
    var scope = node.closest("[data-scope]");
    if (!scope) { return; }
    lit = all("[data-ref]", scope).filter(function (other) { return other.dataset.ref === node.dataset.ref; });
    if (lit.length > 1) { lit.forEach(function (other) { other.classList.add("lit"); }); }
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);

  // ---- dates and numbers as they are written in the reader's country, where the reader's language is the page's;
  // in any language and time zone as a hint
  var reader = navigator.language || "";
  var same = reader.indexOf("-") > 0 && reader.split("-")[0] === document.documentElement.lang;
  all("time[datetime]").forEach(function (item) {
    var stated = item.dateTime, timed = stated.length > 10, zone = (/(?:Z|[+-]\d\d:\d\d)$/.exec(stated) || [""])[0];
    var date = new Date(timed ? stated : stated + "T00:00Z");
    var wall = new Date(stated.slice(0, 16) + (timed ? "Z" : "T00:00Z"));
    if (isNaN(date) || isNaN(wall)) { return; }
    item.title = date.toLocaleString(reader || undefined, timed ? { dateStyle: "full", timeStyle: "short" } : { dateStyle: "full", timeZone: "UTC" });
    if (!same) { return; }
    var options = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
    if (timed) { options.hour = options.minute = "2-digit"; }
    item.textContent = wall.toLocaleString(reader, options) + (zone && (/Z|00:00$/.test(zone) ? " UTC" : " " + zone));
  });
  if (same) {
    all("data[value]").forEach(function (item) {
      var digits = (/\.(\d+)$/.exec(item.textContent) || ["", ""])[1].length;
      item.textContent = Number(item.value).toLocaleString(reader, { minimumFractionDigits: digits });
    });
  }

  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { all("details").forEach(function (item) { item.open = true; }); });
  reveal();
})();

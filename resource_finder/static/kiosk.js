// A shared screen: a page that a browser kept shows nothing after "leave", and an idle screen starts over.
(function () {
  "use strict";
  var root = document.documentElement;
  var WARN_SECONDS = 90;
  var RESET_SECONDS = 120;
  var start = document.currentScript.dataset.start;
  var home = document.currentScript.dataset.home;
  var words = document.currentScript.dataset;

  // Leaving takes the mark away and the next page makes a new one; a page of an older mark hides itself.
  // There is always a mark: were there none at first, clearing by the browser would bring that "none" back.
  // Behind it stands the address at which the visit began: the next person begins there, in this screen's language.
  function kept() {
    try {
      if (!sessionStorage.getItem("visit")) { sessionStorage.setItem("visit", String(Math.random()).slice(2) + " " + start); }
      return sessionStorage.getItem("visit").split(" ");
    } catch (error) { return ["", home]; }
  }
  function mark() { return kept()[0]; }
  function begun() { return kept()[1] || home; }
  // A start page whose address was opened by whoever set the screen up, and not by a tap.
  function isOpened() {
    var come = (performance.getEntriesByType("navigation")[0] || {}).type;
    return come === "navigate" && !document.referrer && location.pathname.replace(/\/$/, "") === start.replace(/\/$/, "");
  }
  try { if (isOpened()) { sessionStorage.setItem("visit", mark() + " " + start); } } catch (error) { /* an odd browser */ }
  // A start page to which Back was led on by the server: nobody of this visit was here, and it may be in the
  // language of the one who left.
  function isLedBack() {
    var come = (performance.getEntriesByType("navigation")[0] || {}).type;
    return come === "back_forward" && !(history.state && history.state.visit) && location.pathname.replace(/\/$/, "") === start.replace(/\/$/, "") && start !== begun();
  }
  var wasLedBack = isLedBack();
  var mine = (history.state && history.state.visit) || mark();
  try { history.replaceState({ visit: mine }, ""); } catch (error) { /* an odd browser: the server still refuses */ }
  function check() {
    var over = mine !== mark() || wasLedBack;
    root.classList.toggle("gone", over);
    if (!over) { return; }
    // This place in the history becomes the start page first: where it is that page already, Chromium and WebKit
    // take location.replace() for a reload, keep the old mark with it and would go round for ever.
    try { history.replaceState({ visit: mark() }, "", begun()); } catch (error) { /* an odd browser */ }
    location.replace(begun());
  }
  window.addEventListener("pageshow", check);
  // A browser paints a page that it kept before it says so: such a page must be kept hidden.
  window.addEventListener("pagehide", function () { root.classList.add("gone"); });
  check();

  // The size of the text lasts for the visit; it stands before the page is painted.
  var SIZES = ["", "bigger", "biggest"];
  function size() { try { return Number(sessionStorage.getItem("text-size")) || 0; } catch (error) { return 0; } }
  function resize(step) {
    SIZES.forEach(function (name, at) { if (name) { root.classList.toggle(name, at === step); } });
  }
  resize(size());

  function wipe() {
    try { sessionStorage.clear(); localStorage.clear(); } catch (error) { /* nothing was kept */ }
    root.classList.add("gone");
  }

  document.addEventListener("DOMContentLoaded", function () {
    var leave = document.getElementById("leave");
    var idle = document.getElementById("idle");
    var left = document.getElementById("idle-left");
    var last = Date.now();
    var text = document.querySelector("[data-action=text-size]");
    var step = size();
    // The answer to the form leads to the start in the language of its address.
    leave.setAttribute("action", begun().replace(/\/$/, "") + "/leave");
    leave.addEventListener("submit", wipe);
    document.getElementById("tools").hidden = false;
    // How high the bar at the foot is hangs on the size of the text; what stands above it must know.
    function measure() {
      var bar = leave.parentNode.offsetHeight ? leave.parentNode : leave;
      root.style.setProperty("--bar", bar.offsetHeight + "px");
    }
    window.addEventListener("resize", measure);
    measure();
    function name() { text.lastElementChild.textContent = step === SIZES.length - 1 ? text.dataset.normal : text.dataset.bigger; }
    text.addEventListener("click", function () {
      step = (step + 1) % SIZES.length;
      try { sessionStorage.setItem("text-size", String(step)); } catch (error) { /* it lasts for this page */ }
      resize(step);
      name();
      measure();
    });
    name();
    // Nobody is warned of losing a start page that nobody has touched.
    function isUntouched() {
      var path = location.pathname.replace(/\/$/, "") + location.search;
      var fields = document.querySelectorAll("input[type=text], input[type=search]");
      var typed = Array.prototype.some.call(fields, function (field) { return field.value; });
      var picked = true;
      try { picked = sessionStorage.getItem("my-list"); } catch (error) { /* an odd browser: warn */ }
      return path === begun().replace(/\/$/, "") && !typed && !step && !picked;
    }
    function stay() { last = Date.now(); if (idle.open) { idle.close(); } }
    ["pointerdown", "keydown", "scroll", "touchstart", "speaking"].forEach(function (kind) {
      window.addEventListener(kind, function () { if (!idle.open) { last = Date.now(); } }, { passive: true });
    });
    document.getElementById("idle-stay").addEventListener("click", stay);
    window.addEventListener("pageshow", stay);
    idle.addEventListener("cancel", stay);
    setInterval(function () {
      if (isUntouched()) { last = Date.now(); return; }
      var seconds = Math.floor((Date.now() - last) / 1000);
      // Once, and again only after as long: sending it anew each second would break off the one under way.
      if (seconds >= RESET_SECONDS) { last = Date.now(); wipe(); leave.submit(); return; }
      if (seconds >= WARN_SECONDS) {
        left.textContent = String(RESET_SECONDS - seconds);
        if (!idle.open) { idle.showModal(); }
      }
    }, 1000);
  });

  // What is looked at from an answer is asked for with the answer's fields, so that its page leads back: web/way_back.py.
  var OWN = /^https?:$/;
  function field(form, name, value) {
    var one = form.elements[name] || form.appendChild(document.createElement("input"));
    one.type = "hidden";
    one.name = name;
    one.value = value;
  }
  function look(address, card) {
    var form = document.getElementById("way").cloneNode(true);
    form.removeAttribute("id");
    form.setAttribute("action", address);
    field(form, "look", "1");
    if (card) { field(form, "seen", card.dataset.offering); }
    document.body.appendChild(form);
    form.submit();
    form.remove();
  }
  function isWithin(link) {
    var path = link.pathname.replace(/\/$/, "");
    return OWN.test(link.protocol) && link.host === location.host && path !== start.replace(/\/$/, "") && link.getAttribute("href")[0] !== "#";
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById("way") || !isWithin(link)) { return; }
    event.preventDefault();
    look(link.href, link.closest("[data-offering]"));
  });
  // What is taken off my list: as site.js does it, but so that the way back stays.
  document.addEventListener("click", function (event) {
    var one = event.target.closest("[data-drop], [data-empty]");
    if (!one || !document.getElementById("way")) { return; }
    event.stopPropagation();
    var ids = [];
    try { ids = JSON.parse(sessionStorage.getItem("my-list")) || []; } catch (error) { /* nothing was kept */ }
    ids = ids.filter(function (id) { return one.dataset.drop && id !== one.dataset.drop; });
    try { sessionStorage.setItem("my-list", JSON.stringify(ids)); } catch (error) { /* nothing is kept */ }
    look(location.pathname + (ids.length ? "?id=" + ids.map(encodeURIComponent).join("&id=") : ""));
  }, true);
  // Before the form itself hears of it: my list is looked at like a link; a report takes the way back along.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var way = document.getElementById("way");
    if (!way) { return; }
    if (form.matches("#pick")) { // not form.id: that is its field of this name
      event.preventDefault();
      event.stopPropagation();
      var to = event.submitter && event.submitter.getAttribute("formaction") || form.getAttribute("action");
      look(to + new URL(document.getElementById("my-list").href).search);
    } else if (form.elements.csrf_token) {
      Array.prototype.forEach.call(way.elements, function (one) { form.appendChild(one.cloneNode()); });
    }
  }, true);
  // Back at the answer, the place that was looked at is where the eye is, and open as it was left.
  document.addEventListener("DOMContentLoaded", function () {
    var seen = document.body.dataset.seen;
    var card = seen && document.querySelector('[data-offering="' + CSS.escape(seen) + '"]');
    if (!card) { return; }
    for (var fold = card.querySelector("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    card.scrollIntoView({ block: "center" });
  });

  // The map of counties: a tap on one is a tap on its button in the list by letter.
  document.addEventListener("DOMContentLoaded", function () {
    var map = document.querySelector(".tap-map");
    if (!map) { return; }
    map.hidden = false;
    map.addEventListener("click", function (event) {
      var county = event.target.closest("[data-place]");
      var button = county && document.querySelector('.letters button[value="' + CSS.escape(county.dataset.place) + '"]');
      if (button) { button.click(); }
    });
  });

  // Letters to tap, below the field that was tapped last.
  var shown;
  function keyboard(field) {
    var keys = document.createElement("div");
    keys.className = "pad keys";
    keys.setAttribute("role", "group");
    keys.setAttribute("aria-label", words.keys);
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").concat(words.space, field.id === "place" ? [] : words.delete).forEach(function (key) {
      var button = keys.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = key;
      button.addEventListener("click", function () {
        if (key === words.delete) { field.value = field.value.slice(0, -1); }
        else if (field.value.length < field.maxLength) { field.value += key === words.space ? " " : key.toLowerCase(); }
      });
    });
    field.parentNode.after(keys);
    return keys;
  }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("#place, #q").forEach(function (field) {
      var keys;
      field.addEventListener("focus", function () {
        keys = keys || keyboard(field);
        if (shown) { shown.hidden = true; }
        keys.hidden = false;
        shown = keys;
      });
    });
  });

  // A shared screen has no keyboard: a ZIP code can be tapped. What goes on with it stands after the digits.
  var ZIP_DIGITS = 5;
  document.addEventListener("DOMContentLoaded", function () {
    var place = document.getElementById("place");
    if (!place) { return; }
    var pad = document.createElement("div");
    pad.className = "pad";
    pad.setAttribute("role", "group");
    pad.setAttribute("aria-label", words.pad);
    var said = document.createElement("span");
    said.className = "trap";
    said.setAttribute("role", "status");
    "1234567890".split("").concat(words.delete).forEach(function (key) {
      var button = pad.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = key;
      button.addEventListener("click", function () {
        if (key === words.delete) { place.value = place.value.slice(0, -1); }
        else if (place.value.replace(/\D/g, "").length < ZIP_DIGITS) { place.value += key; }
        said.textContent = place.value.split("").join(" "); // digit by digit
      });
    });
    var next = place.parentNode.querySelector("button.go");
    if (!next) { place.after(pad, said); return; }
    var row = document.createElement("div");
    row.className = "field";
    row.append(next);
    place.parentNode.after(pad, said, row);
  });
})();

// A shared screen: a page that a browser kept shows nothing after "leave", and an idle screen starts over.
(function () {
  "use strict";
  var root = document.documentElement;
  var WARN_SECONDS = 90;
  var RESET_SECONDS = 120;
  var start = document.currentScript.dataset.start;

  // Leaving takes the mark away and the next page makes a new one; a page of an older mark hides itself.
  // There is always a mark: were there none at first, clearing by the browser would bring that "none" back.
  function mark() {
    try {
      if (!sessionStorage.getItem("visit")) { sessionStorage.setItem("visit", String(Math.random()).slice(2)); }
      return sessionStorage.getItem("visit");
    } catch (error) { return ""; }
  }
  var mine = (history.state && history.state.visit) || mark();
  try { history.replaceState({ visit: mine }, ""); } catch (error) { /* an odd browser: the server still refuses */ }
  function check() {
    var over = mine !== mark();
    root.classList.toggle("gone", over);
    if (!over) { return; }
    // This place in the history becomes the start page first: where it is that page already, Chromium and WebKit
    // take location.replace() for a reload, keep the old mark with it and would go round for ever.
    try { history.replaceState({ visit: mark() }, "", start); } catch (error) { /* an odd browser */ }
    location.replace(start);
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
    leave.addEventListener("submit", wipe);
    document.getElementById("tools").hidden = false;
    function name() { text.lastElementChild.textContent = step === SIZES.length - 1 ? text.dataset.normal : text.dataset.bigger; }
    text.addEventListener("click", function () {
      step = (step + 1) % SIZES.length;
      try { sessionStorage.setItem("text-size", String(step)); } catch (error) { /* it lasts for this page */ }
      resize(step);
      name();
    });
    name();
    // Nobody is warned of losing a start page that nobody has touched.
    function isUntouched() {
      var path = location.pathname.replace(/\/$/, "") + location.search;
      var fields = document.querySelectorAll("input[type=text], input[type=search]");
      var typed = Array.prototype.some.call(fields, function (field) { return field.value; });
      var picked = true;
      try { picked = sessionStorage.getItem("my-list"); } catch (error) { /* an odd browser: warn */ }
      return path === start.replace(/\/$/, "") && !typed && !step && !picked;
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
})();

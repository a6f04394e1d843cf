// A shared screen: a page that a browser kept shows nothing after "leave", and an idle screen starts over.
(function () {
  "use strict";
  var root = document.documentElement;
  var WARN_SECONDS = 90;
  var RESET_SECONDS = 120;
  var prefix = location.pathname.split("/kiosk")[0] + (location.pathname.indexOf("/kiosk") >= 0 ? "/kiosk" : "");
  var start = (prefix || "") + "/";

  // Every time somebody leaves, the mark changes; a page of an older mark hides itself.
  function mark() { try { return sessionStorage.getItem("visit") || ""; } catch (error) { return ""; } }
  var mine = (history.state && history.state.visit !== undefined) ? history.state.visit : mark();
  try { history.replaceState({ visit: mine }, ""); } catch (error) { /* an odd browser: the server still refuses */ }
  function check() {
    if (mine !== mark()) {
      root.classList.add("gone");
      location.replace(start);
    }
  }
  window.addEventListener("pageshow", check);
  check();

  // The size of the text lasts for the visit; it stands before the page is painted.
  var SIZES = ["", "bigger", "biggest"];
  function size() { try { return Number(sessionStorage.getItem("text-size")) || 0; } catch (error) { return 0; } }
  function resize(step) {
    SIZES.forEach(function (name, at) { if (name) { root.classList.toggle(name, at === step); } });
  }
  resize(size());

  function wipe() {
    try { sessionStorage.clear(); localStorage.clear(); sessionStorage.setItem("visit", String(Math.random()).slice(2)); } catch (error) { /* nothing was kept */ }
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
    function stay() { last = Date.now(); if (idle.open) { idle.close(); } }
    ["pointerdown", "keydown", "scroll", "touchstart", "speaking"].forEach(function (kind) {
      window.addEventListener(kind, function () { if (!idle.open) { last = Date.now(); } }, { passive: true });
    });
    document.getElementById("idle-stay").addEventListener("click", stay);
    idle.addEventListener("cancel", stay);
    setInterval(function () {
      var seconds = Math.floor((Date.now() - last) / 1000);
      if (seconds >= RESET_SECONDS) { wipe(); leave.submit(); return; }
      if (seconds >= WARN_SECONDS) {
        left.textContent = String(RESET_SECONDS - seconds);
        if (!idle.open) { idle.showModal(); }
      }
    }, 1000);
  });
})();

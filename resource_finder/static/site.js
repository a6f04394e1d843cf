// Improves pages that work without it: my list, printing, "use my location". Nothing leaves the browser.
(function () {
  "use strict";
  var root = document.documentElement;
  var prefix = document.body.dataset.prefix;
  var KEY = "my-list";

  function box() {
    try { return root.classList.contains("kiosk") ? sessionStorage : localStorage; } catch (error) { return null; }
  }
  var here = []; // where the browser keeps nothing, the list lasts for this page
  function kept() {
    try { return JSON.parse(box().getItem(KEY)) || here; } catch (error) { return here; }
  }
  function keep(ids) {
    here = ids;
    try { box().setItem(KEY, JSON.stringify(ids)); } catch (error) { /* see above */ }
  }
  function query(ids) {
    return ids.length ? "?id=" + ids.map(encodeURIComponent).join("&id=") : "";
  }
  function address(ids) { return prefix + "/list" + query(ids); }

  var link = document.getElementById("my-list");
  var pick = document.getElementById("pick");
  var ticks = document.querySelectorAll("[form=pick]");
  function show() {
    var ids = kept();
    link.href = address(ids);
    link.textContent = link.dataset.words + (ids.length ? " (" + ids.length + ")" : "");
    ticks.forEach(function (tick) { tick.checked = ids.indexOf(tick.value) >= 0; });
    if (pick) { pick.classList.toggle("on", ids.length > 0); }
  }
  function toggle(id) {
    var ids = kept();
    var at = ids.indexOf(id);
    if (at >= 0) { ids.splice(at, 1); } else if (ids.length < 60) { ids.push(id); }
    keep(ids);
    var ruling = at < 0 && navigator.serviceWorker && navigator.serviceWorker.controller;
    if (ruling) { ruling.postMessage({ picked: prefix + "/service/" + id }); }
  }
  ticks.forEach(function (tick) {
    tick.addEventListener("change", function () { toggle(tick.value); show(); });
  });
  // The form alone would send the ticks of this page; the list holds those of other pages, too.
  if (pick) {
    pick.addEventListener("submit", function (event) {
      event.preventDefault();
      location.href = (event.submitter && event.submitter.getAttribute("formaction") || pick.getAttribute("action")) + query(kept());
    });
  }
  window.addEventListener("pageshow", show);
  window.addEventListener("storage", show);
  show();

  document.querySelectorAll("[data-print]").forEach(function (one) {
    one.hidden = false;
    one.addEventListener("click", function () { window.print(); });
  });
  document.querySelectorAll("[data-drop]").forEach(function (one) {
    if (kept().indexOf(one.dataset.drop) < 0) { return; }
    one.hidden = false;
    one.addEventListener("click", function () { toggle(one.dataset.drop); location.replace(address(kept())); });
  });
  document.querySelectorAll("[data-empty]").forEach(function (one) {
    one.hidden = !kept().length;
    one.addEventListener("click", function () { keep([]); location.replace(address([])); });
  });

  // Without a network: what this phone kept, and whom to call. A shared screen keeps nothing.
  var worker = navigator.serviceWorker;
  if (worker && root.classList.contains("kiosk")) {
    worker.getRegistrations().then(function (all) { all.forEach(function (one) { one.unregister(); }); });
    if (window.caches) { caches.keys().then(function (names) { names.forEach(function (name) { caches.delete(name); }); }); }
  } else if (worker) {
    window.addEventListener("load", function () {
      // A page that came before the worker did, or while it came, says so itself: else it would be kept at its second visit only.
      worker.register("/sw.js").then(function () { return worker.ready; })
        .then(function (ruling) { ruling.active.postMessage({ open: true }); })
        .catch(function () { /* an odd browser: the site works without */ });
    });
    // An answer that came by form is kept nowhere: without a network a tap must not lose it. The worker has the script.
    if (navigator.onLine) { window.addEventListener("offline", away, { once: true }); } else { away(); }
  }
  function away() {
    var script = document.createElement("script");
    script.src = document.body.dataset.offline;
    document.head.append(script);
  }
  var bar = document.getElementById("offline");
  function look() { bar.hidden = root.classList.contains("kiosk") || navigator.onLine && !bar.hasAttribute("data-kept"); }
  window.addEventListener("online", look);
  window.addEventListener("offline", look);
  look();

  // The map of counties is for wide screens: a phone does not pay for it.
  var map = document.querySelector("[data-map]");
  var wide = window.matchMedia("(min-width: 900px)");
  function draw() {
    if (!wide.matches || map.firstChild) { return; }
    fetch(map.dataset.map).then(function (got) { return got.ok ? got.text() : ""; }).then(function (svg) { map.innerHTML = svg; });
  }
  if (map) {
    draw();
    wide.addEventListener("change", draw);
  }

  document.getElementById("leave").addEventListener("submit", function () {
    try { localStorage.clear(); } catch (error) { /* nothing was kept */ }
    if (window.caches) { caches.delete("pages"); }
  });

  // Back from the paper, the form stands as it was sent. A street with its number, and a note, stay out of the address.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.dataset.remember) { return; }
    var sent = new FormData(form, event.submitter);
    var chosen = new URLSearchParams();
    ["place", "need", "id", "style", "grey", "lines", "lang", "pages"].forEach(function (name) {
      sent.getAll(name).forEach(function (value) {
        if (name !== "place" || !/\d/.test(value) || /^\d{5}$/.test(value)) { chosen.append(name, value); }
      });
    });
    history.replaceState(history.state, "", form.dataset.remember + "?" + chosen);
  });

  // The point is rounded to about half a mile and sent to our own server alone, in a form, never in an address.
  var locate = document.getElementById("locate");
  if (locate && navigator.geolocation && window.isSecureContext && !root.classList.contains("kiosk")) {
    locate.parentNode.hidden = false;
    locate.addEventListener("click", function () {
      navigator.geolocation.getCurrentPosition(function (found) {
        var place = document.getElementById("place");
        place.value = found.coords.latitude.toFixed(2) + ", " + found.coords.longitude.toFixed(2);
        place.form.submit();
      }, function () {
        document.getElementById("locate-words").textContent = locate.dataset.failed;
      }, { timeout: 10000, maximumAge: 600000 });
    });
  }
})();

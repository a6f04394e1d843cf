// Improves pages that work without it: my list, printing, "use my location". Nothing leaves the browser.
(function () {
  "use strict";
  var root = document.documentElement;
  var prefix = document.body.dataset.prefix;
  var KEY = "my-list";

  function box() {
    try { return root.classList.contains("kiosk") ? sessionStorage : localStorage; } catch (error) { return null; }
  }
  function kept() {
    try { return JSON.parse(box().getItem(KEY)) || []; } catch (error) { return []; }
  }
  function keep(ids) {
    try { box().setItem(KEY, JSON.stringify(ids)); } catch (error) { /* private mode: the list lasts for this page */ }
  }
  function address(ids) {
    return prefix + "/list" + (ids.length ? "?id=" + ids.map(encodeURIComponent).join("&id=") : "");
  }

  var link = document.getElementById("my-list");
  function show() {
    var ids = kept();
    link.href = address(ids);
    link.textContent = link.dataset.words + (ids.length ? " (" + ids.length + ")" : "");
    document.querySelectorAll("[data-keep]").forEach(function (one) {
      if (!one.dataset.words) { one.dataset.words = one.textContent; one.setAttribute("role", "button"); }
      var on = ids.indexOf(one.dataset.keep) >= 0;
      one.setAttribute("aria-pressed", String(on));
      one.textContent = on ? "✓ " + one.dataset.kept : one.dataset.words;
    });
  }
  function toggle(id) {
    var ids = kept();
    var at = ids.indexOf(id);
    if (at >= 0) { ids.splice(at, 1); } else if (ids.length < 60) { ids.push(id); }
    keep(ids);
  }
  document.addEventListener("click", function (event) {
    var one = event.target.closest("[data-keep]");
    if (one) { event.preventDefault(); toggle(one.dataset.keep); show(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === " " && event.target.matches("[data-keep]")) { event.preventDefault(); event.target.click(); }
  });
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

// Without a network: the help page tries again and names the pages that this phone kept; elsewhere, a tap that would lose the page waits.
(function () {
  "use strict";
  if (window.offlineReady) { return; }
  window.offlineReady = true;
  var LONGEST_WAIT = 2500;
  var box = document.getElementById("no-network");
  var again = document.getElementById("again");
  var list = document.getElementById("kept-pages");
  var bar = document.getElementById("offline");
  // The worker shows the box where the help page stands in place of another.
  var isStandIn = Boolean(box && !box.hidden);
  var stopped = null; // a button whose tap was held back: its second tap goes as it would without this script

  if (isStandIn) {
    if (bar) { bar.remove(); }
    var isSent = again && again.method === "post";
    if (again) { again.addEventListener("submit", function (event) {
      if (!isSent) { event.preventDefault(); location.reload(); }
    }); }
    // What a form said may have come, and only its answer be lost: it is sent again by a tap alone.
    window.addEventListener("online", function () { if (!isSent) { location.reload(); } });
    var back = document.getElementById("back");
    if (back && history.length > 1) {
      back.hidden = false;
      back.addEventListener("click", function () { history.back(); });
    }
  } else {
    ask();
    window.addEventListener("offline", ask);
    // The answer stays on the screen: its telephone numbers can be called without a network. A browser that says
    // "offline" may reach this program all the same, as where both run on one machine: so it is asked first.
    document.addEventListener("submit", function (event) {
      var form = event.target;
      var button = event.submitter;
      if (navigator.onLine || event.defaultPrevented || form.method !== "post" || form.matches("#leave")) { return; }
      if (!button || !form.requestSubmit || button === stopped) { stopped = null; return; }
      stopped = button;
      event.preventDefault();
      reach().then(function () {
        if (stopped === button) { form.requestSubmit(button); }
      }).catch(function () {
        if (stopped === button) { sayAt(button); }
      });
    });
  }

  // Settles well when the program answers, whatever the browser thinks of its network.
  function reach() {
    return new Promise(function (reached, lost) {
      setTimeout(lost, LONGEST_WAIT);
      fetch("/healthz", { method: "HEAD", cache: "no-store" }).then(function (got) { if (got.ok) { reached(); } else { lost(); } }).catch(lost);
    });
  }
  // The bar at the top says "no network": not to somebody who has one.
  function ask() {
    if (!bar || navigator.onLine || bar.hasAttribute("data-kept")) { return; }
    reach().then(function () { bar.hidden = true; }).catch(function () { /* it stays */ });
  }
  function sayAt(button) {
    var said = document.getElementById("no-network-here") || document.createElement("p");
    said.id = "no-network-here";
    said.className = "error";
    said.setAttribute("role", "status");
    button.after(said);
    if (bar) { said.textContent = bar.textContent; }
    helpPage().then(function (help) { said.textContent = help.getElementById("no-network").dataset.here; })
      .catch(function () { /* no help page here: the bar's words do */ });
    window.addEventListener("online", function () { said.remove(); stopped = null; }, { once: true });
  }
  function helpPage() {
    return caches.match(document.body.dataset.prefix + "/crisis", { ignoreVary: true }).then(parsed);
  }
  function parsed(answer) {
    return answer.text().then(function (html) { return new DOMParser().parseFromString(html, "text/html"); });
  }

  // "What do you need?" is the heading of every county.
  function placeOf(page, heading) {
    var place = page.querySelector(".understood b");
    var isNamed = !place || heading.toLowerCase().indexOf(place.textContent.toLowerCase()) >= 0;
    return isNamed ? "" : " " + place.textContent;
  }

  if (!list || !window.caches || (navigator.onLine && !isStandIn)) { return; }
  caches.open("pages").then(function (cache) {
    return cache.keys().then(function (requests) {
      return Promise.all(requests.map(function (request) {
        return cache.match(request, { ignoreVary: true }).then(parsed).then(function (page) { return { address: request.url, page: page }; });
      }));
    });
  }).then(function (all) {
    all.reverse().forEach(function (one) {
      var heading = one.page.querySelector("h1");
      if (!heading) { return; }
      var item = document.createElement("li");
      var link = document.createElement("a");
      link.href = one.address;
      link.lang = one.page.documentElement.lang;
      link.textContent = heading.textContent + placeOf(one.page, heading.textContent);
      item.append(link);
      list.append(item);
    });
    list.parentNode.hidden = !list.children.length;
  }).catch(function () { /* a browser that keeps nothing */ });
})();

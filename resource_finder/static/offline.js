// The help page without a network: says so, tries again, and names the pages that this phone kept.
(function () {
  "use strict";
  var box = document.getElementById("no-network");
  var list = document.getElementById("kept-pages");
  if (navigator.onLine && /crisis$/.test(location.pathname)) { return; }
  box.hidden = false;
  document.querySelector("[data-retry]").addEventListener("click", function () { location.reload(); });
  window.addEventListener("online", function () { if (!/crisis$/.test(location.pathname)) { location.reload(); } });
  if (!window.caches) { return; }
  caches.open("pages").then(function (cache) {
    return cache.keys().then(function (requests) {
      return Promise.all(requests.map(function (request) {
        return cache.match(request, { ignoreVary: true }).then(function (page) { return page.text(); }).then(function (html) {
          var item = document.createElement("li");
          var link = document.createElement("a");
          link.href = request.url;
          link.textContent = new DOMParser().parseFromString(html, "text/html").querySelector("h1").textContent;
          item.append(link);
          list.prepend(item);
        });
      }));
    });
  }).then(function () { list.parentNode.hidden = !list.children.length; });
})();

// What a look over a page can see. Each look gives a list of sentences: what is wrong, and on which piece.
(function () {
  "use strict";
  var CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex='-1'])";
  function all(selector) { return Array.from(document.querySelectorAll(selector)); }
  function name(element) { return element.outerHTML.replace(/\s+/g, " ").slice(0, 110); }
  function style(element, part) { return getComputedStyle(element, part); }
  function box(element) { return element.getBoundingClientRect(); }
  // Off the screen on purpose: the skip link until it has focus, the trap for programs.
  function isAway(element) { return !!element.closest(".skip, .trap"); }
  function isShown(element) {
    var b = box(element);
    return b.width > 0 && b.height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !isAway(element);
  }
  // Shapes of the map double the list of counties beside them, for those who point.
  function isDouble(element) { return element.getAttribute("tabindex") === "-1" && !!element.closest("[aria-hidden=true]"); }
  function controls() { return all(CONTROLS).filter(function (e) { return isShown(e) && !isDouble(e); }); }
  function target(control) { return control.labels && control.matches("[type=checkbox], [type=radio]") && control.closest("label") || control; }
  function isPinned(element) {
    for (var e = element; e; e = e.parentElement) {
      if (["fixed", "sticky"].indexOf(style(e).position) >= 0) { return true; }
    }
    return false;
  }
  function isInSentence(control) {
    return style(control).display === "inline" && control.parentElement.textContent.trim().length > control.textContent.trim().length + 20;
  }
  function meet(a, b, slack) {
    return Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
  }
  function texts() {
    var found = [];
    var walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      var holder = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && !holder.closest("svg, option, script, noscript") && isShown(holder)) { found.push(walker.currentNode); }
    }
    return found;
  }
  function lines(text) {
    var range = document.createRange();
    range.selectNodeContents(text);
    return Array.from(range.getClientRects()).filter(function (b) { return b.width > 0 && b.height > 0; });
  }

  function smallTargets(least) {
    return controls().filter(function (e) {
      var b = box(target(e));
      return !isInSentence(e) && (b.width < least - 0.5 || b.height < least - 0.5);
    }).map(function (e) { var b = box(target(e)); return "target of " + Math.round(b.width) + " x " + Math.round(b.height) + ": " + name(e); });
  }
  function smallText(least) {
    if (!least) { return []; }
    return texts().filter(function (text) { return parseFloat(style(text.parentElement).fontSize) < least - 0.01; })
      .map(function (text) { return "text of " + style(text.parentElement).fontSize + ": " + name(text.parentElement); });
  }

  function spilled() {
    var width = document.documentElement.clientWidth;
    var wrong = [];
    if (document.documentElement.scrollWidth > width) { wrong.push("scrolls sideways: " + document.documentElement.scrollWidth + " of " + width); }
    var clips = all("body *").filter(function (e) {
      return isShown(e) && !(e instanceof SVGElement) && style(e).overflowX !== "visible" && style(e).overflowX !== "auto";
    }).filter(function (e) { return !e.matches("input, textarea, select") && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1); });
    clips.forEach(function (e) { wrong.push("clipped: " + name(e)); });
    texts().forEach(function (text) {
      if (lines(text).some(function (b) { return b.right > width + 1 || b.left < -1; })) { wrong.push("off the screen: " + name(text.parentElement)); }
    });
    controls().forEach(function (e) {
      if (style(e).display !== "inline" && !e.matches("input, select, textarea") && e.scrollWidth > e.clientWidth + 2) { wrong.push("spills out of: " + name(e)); }
    });
    return wrong;
  }

  function overlapping() {
    var wrong = [];
    function compare(pieces, slack, word) {
      pieces.sort(function (a, b) { return a.box.top - b.box.top; });
      pieces.forEach(function (one, at) {
        for (var next = at + 1; next < pieces.length && pieces[next].box.top < one.box.bottom; next += 1) {
          var other = pieces[next];
          var related = one.of === other.of || one.of.contains(other.of) || other.of.contains(one.of);
          if (!related && meet(one.box, other.box, slack)) { wrong.push(word + ": " + name(one.of) + " | " + name(other.of)); }
        }
      });
    }
    compare(controls().filter(function (e) { return !isPinned(e); }).map(function (e) { return { of: target(e), box: box(target(e)) }; }), 2, "controls overlap");
    var pieces = [];
    texts().forEach(function (text) {
      if (isPinned(text.parentElement)) { return; }
      lines(text).forEach(function (b) {
        var cut = b.height / 4;
        pieces.push({ of: text, box: { left: b.left, right: b.right, top: b.top + cut, bottom: b.bottom - cut } });
      });
    });
    name = function (e) { return (e.outerHTML || e.data).replace(/\s+/g, " ").slice(0, 110); };
    compare(pieces, 2, "words overlap");
    return wrong;
  }

  // At its end, a page must show its last controls beside what is pinned to the screen.
  function covered() {
    scrollTo(0, document.documentElement.scrollHeight);
    var pinned = controls().filter(isPinned);
    var wrong = [];
    pinned.forEach(function (one, at) {
      controls().forEach(function (other) {
        if (!isPinned(other) && meet(box(one), box(other), 2)) { wrong.push("covered by " + name(one) + ": " + name(other)); }
      });
      pinned.slice(at + 1).forEach(function (other) {
        if (meet(box(one), box(other), 2)) { wrong.push("pinned on one another: " + name(one) + " | " + name(other)); }
      });
    });
    scrollTo(0, 0);
    return wrong;
  }

  // Everything about room, in one go: each question to the browser costs time.
  function layout(times, leastTarget, leastText) {
    largeText(times);
    var wrong = spilled().concat(overlapping(), covered(), smallTargets(leastTarget), smallText(leastText));
    largeText(1);
    return wrong;
  }

  function bright(color) {
    var part = color.match(/[\d.]+/g).map(Number);
    var light = part.slice(0, 3).map(function (v) { v /= 255; return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4); });
    return { light: 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2], alpha: part.length > 3 ? part[3] : 1 };
  }
  function contrast(one, other) {
    var a = bright(one).light;
    var b = bright(other).light;
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }
  function ground(element) {
    for (var e = element; e; e = e.parentElement) {
      if (bright(style(e).backgroundColor).alpha > 0.99) { return style(e).backgroundColor; }
    }
    return "rgb(255, 255, 255)";
  }

  // Listens while somebody presses Tab: what got focus, whether it showed, whether something lay over it.
  var trail = null;
  function countControls() { return controls().length; }
  function startTrail() {
    trail = { seen: [], wrong: [], isRound: false };
    document.addEventListener("focusin", function (event) {
      var e = event.target;
      var s = style(e);
      trail.isRound = trail.isRound || e === trail.seen[0];
      trail.seen.push(e);
      settle(e);
      if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2) { trail.wrong.push("focus does not show: " + name(e)); }
      else if (contrast(s.outlineColor, ground(e.parentElement || e)) < 3) { trail.wrong.push("focus is pale: " + name(e)); }
    });
  }
  // The browser has scrolled to it by now.
  function settle(element) {
    var b = box(element);
    if (isPinned(element)) { return; }
    if (b.bottom < 1 || b.top > innerHeight - 1) { trail.wrong.push("focus is off the screen: " + name(element)); }
    all("body *").forEach(function (e) {
      if (["fixed", "sticky"].indexOf(style(e).position) >= 0 && isShown(e) && !e.contains(element) && meet(box(e), b, 2)) {
        trail.wrong.push("focus is under " + name(e) + ": " + name(element));
      }
    });
  }
  // Keys come up under a field when it is reached: how many stops there are is known only once the first comes again.
  function isRound() { return trail.isRound; }
  function endTrail() {
    if (!trail.isRound) { trail.wrong.push("Tab comes round to no beginning"); }
    controls().forEach(function (e) {
      // Of radio buttons, one has its turn; arrows lead to the others.
      var isOfGroup = e.type === "radio" && trail.seen.some(function (other) { return other.name === e.name; });
      if (trail.seen.indexOf(e) < 0 && !isOfGroup && !e.disabled) { trail.wrong.push("no key leads to: " + name(e)); }
    });
    all("[tabindex]").forEach(function (e) { if (e.tabIndex > 0) { trail.wrong.push("order of its own: " + name(e)); } });
    all("[onclick]").forEach(function (e) { trail.wrong.push("a click only: " + name(e)); });
    return trail.wrong;
  }
  function doubles() {
    var known = controls().map(function (e) { return e.href; });
    all(".letters a").forEach(function (e) { known.push(e.href); });
    return all("a[tabindex='-1']").filter(function (e) { return known.indexOf(e.href.baseVal !== undefined ? new URL(e.href.baseVal, location).href : e.href) < 0; })
      .map(function (e) { return "no key leads to: " + name(e); });
  }

  // In forced colors, backgrounds go: what is a button must still look like one, and a sign be seen.
  function hasEdge(element) {
    var s = style(element);
    var edges = ["Top", "Right", "Bottom", "Left"].filter(function (side) {
      return parseFloat(s["border" + side + "Width"]) >= 1 && s["border" + side + "Style"] !== "none" && bright(s["border" + side + "Color"]).alpha > 0;
    });
    return edges.length === 4;
  }
  function hasMark(element) {
    return hasEdge(element) || style(element).textDecorationLine.indexOf("underline") >= 0 ||
      ["::before", "::after"].some(function (part) { return /[+–]/.test(style(element, part).content); });
  }
  function faded() {
    var wrong = [];
    all(".verdict").filter(isShown).forEach(function (e) {
      var sign = e.querySelector("svg");
      if (!hasEdge(e)) { wrong.push("a verdict without a border: " + name(e)); }
      if (!sign || !sign.getBBox().width) { wrong.push("a verdict without its sign: " + name(e)); }
      else if (contrast(style(sign).stroke === "none" ? style(sign).fill : style(sign).stroke, ground(e)) < 3) { wrong.push("a sign that fades: " + name(e)); }
    });
    controls().forEach(function (e) {
      if (!hasMark(e) && !e.matches("[type=checkbox], [type=radio], .brand")) { wrong.push("a control without border or line: " + name(e)); }
    });
    return wrong;
  }
  function moving() {
    var wrong = [];
    all("*").forEach(function (e) {
      [null, "::before", "::after"].forEach(function (part) {
        var s = style(e, part);
        if (s.animationName !== "none") { wrong.push("is animated: " + name(e)); }
        if (s.transitionDuration.split(",").some(function (t) { return parseFloat(t) > 0; })) { wrong.push("has a transition: " + name(e)); }
        if (!part && s.scrollBehavior === "smooth") { wrong.push("scrolls smoothly: " + name(e)); }
      });
    });
    return wrong;
  }

  // Of details that share a name, one alone can be open: the first.
  function openAll() {
    var names = {};
    all("details").forEach(function (e) {
      if (!e.name || !names[e.name]) { e.open = true; }
      names[e.name] = true;
    });
  }
  // With a place on the list, a bar stays at the foot of the screen.
  function tickOne() {
    var tick = document.querySelector("[form=pick]");
    if (tick && !tick.checked) { tick.click(); }
  }
  function forget() { localStorage.clear(); sessionStorage.removeItem("my-list"); }
  function largeText(times) {
    var root = document.documentElement;
    root.style.fontSize = "";
    if (times !== 1) { root.style.fontSize = parseFloat(style(root).fontSize) * times + "px"; }
  }
  function markup() { return document.documentElement.outerHTML; }
  function rootText() { return parseFloat(style(document.documentElement).fontSize); }
  // Six cards, and twenty lines, stand for all of a list, so that the slow looks take seconds and not minutes.
  function shorten() { all(".cards > li:nth-child(n + 7), .plain > li:nth-child(n + 20), .letters details:nth-of-type(n + 4), .map a:nth-of-type(n + 7)").forEach(function (e) { e.remove(); }); }
  // The page without what differs each time, to tell whether scripts changed it.
  function gist() {
    return document.documentElement.outerHTML.replace(/(name="(?:csrf_token|started|visit)"[^>]*?value=")[^"]*/g, "$1").replace(/ style=""/g, "");
  }

  window.sweep = {
    smallTargets: smallTargets, smallText: smallText, spilled: spilled, overlapping: overlapping, covered: covered, layout: layout,
    startTrail: startTrail, countControls: countControls, isRound: isRound, endTrail: endTrail, doubles: doubles, faded: faded, moving: moving,
    openAll: openAll, tickOne: tickOne, forget: forget, shorten: shorten, gist: gist, markup: markup, rootText: rootText
  };
})();

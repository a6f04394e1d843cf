// Reads the page aloud with the browser's own speech, block by block, so that one can stop or skip to the next place.
(function () {
  "use strict";
  var speech = window.speechSynthesis;
  var read = document.querySelector("[data-action=read]");
  var next = document.querySelector("[data-action=read-next]");
  var words = document.querySelector("#tools [role=status]");
  var BLOCKS = "h1,h2,h3,h4,p,li,dt,dd,summary,label,button,.does,.status,a.tile,a.choice,a.call,a.ring,a.wide-button,a.chip";
  var queue = [];
  var spoken = null;
  if (!speech || !window.SpeechSynthesisUtterance) { return; }
  read.hidden = false;
  speech.getVoices(); // asks for them, so that they are there at the first tap

  function isSeen(one) { return one.checkVisibility ? one.checkVisibility() : one.getClientRects().length > 0; }
  function blocks() {
    return Array.prototype.filter.call(document.querySelectorAll("main " + BLOCKS.split(",").join(",main ")), function (one) {
      return !one.querySelector(BLOCKS) && one.textContent.trim() && isSeen(one) && !one.closest(".pad");
    });
  }
  // Digits one by one, and a pause where the eye sees a dot.
  function sayable(one) {
    return one.textContent.replace(/\s+/g, " ").trim()
      .replace(/\d{3}-\d{3}-\d{4}/g, function (number) { return number.replace(/-/g, ",").replace(/(\d)(?=\d)/g, "$1 "); })
      .replace(/ · /g, ", ");
  }
  // A voice that is not on this machine would send the words to another company.
  function voiceFor(lang) {
    return speech.getVoices().filter(function (voice) { return voice.localService && voice.lang.toLowerCase().indexOf(lang) === 0; })[0];
  }
  function mark(one) {
    if (spoken) { spoken.classList.remove("spoken"); }
    spoken = one;
    if (one) { one.classList.add("spoken"); one.scrollIntoView({ block: "center" }); }
  }
  function showReading(now) {
    document.getElementById("tools").classList.toggle("reading", now);
    window.dispatchEvent(new Event("resize")); // the bar at the foot may have grown or shrunk
  }
  function stop() {
    queue = [];
    mark(null);
    speech.cancel();
    next.hidden = true;
    showReading(false);
    read.lastElementChild.textContent = read.dataset.read;
  }
  function go() {
    var one = queue.shift();
    if (!one) { stop(); return; }
    var lang = one.closest("[lang]").lang.slice(0, 2);
    var voice = voiceFor(lang);
    if (!voice) { words.textContent = read.dataset.none; stop(); return; }
    var said = new SpeechSynthesisUtterance(sayable(one));
    said.lang = voice.lang;
    said.voice = voice;
    said.rate = 0.95;
    said.onend = function () { if (spoken === one) { go(); } };
    said.onerror = function () { if (spoken === one) { stop(); } };
    mark(one);
    window.dispatchEvent(new Event("speaking"));
    speech.speak(said);
  }

  read.addEventListener("click", function () {
    if (spoken) { stop(); return; }
    queue = blocks();
    words.textContent = "";
    next.hidden = false;
    showReading(true);
    read.lastElementChild.textContent = read.dataset.stop;
    go();
  });
  next.addEventListener("click", function () {
    while (queue.length && !/^H[1-4]$/.test(queue[0].tagName)) { queue.shift(); }
    mark(null);
    speech.cancel();
    go();
  });
  window.addEventListener("pagehide", stop);
  document.getElementById("leave").addEventListener("submit", stop);
})();

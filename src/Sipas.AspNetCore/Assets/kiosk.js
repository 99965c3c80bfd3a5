// The kiosk: one person's answers live in the variable "ballot" and nowhere else; reset() forgets them.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("sipas-data").textContent);
  const screens = [...document.querySelectorAll("[data-name]")];
  const SETTLE_MS = 350;
  const SEND_TIMEOUT_MS = 15000;
  const RECEIPT_CODE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

  let language = "vi";
  let ballot = null;
  let screen = "start";
  let failure = null;
  let sending = null;
  let timers = {};

  const inLanguage = (text) => text[language] ?? text.vi;
  const word = (key, values = {}) =>
    inLanguage(data.texts[key]).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

  function after(name, ms, act) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(act, ms);
  }

  // Ids and times.

  function uuidVersion7(ms) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    for (let i = 5, rest = ms; i >= 0; i--, rest = Math.floor(rest / 256)) {
      bytes[i] = rest % 256;
    }
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function withOffset(ms) {
    const minutes = -new Date(ms).getTimezoneOffset();
    const two = (n) => String(n).padStart(2, "0");
    const offset = Math.abs(minutes);
    return new Date(ms + minutes * 60000).toISOString().slice(0, -1)
      + (minutes < 0 ? "-" : "+") + two(Math.floor(offset / 60)) + ":" + two(offset % 60);
  }

  // Screens.

  function show(name) {
    screen = name;
    document.body.dataset.screen = name;
    for (const section of screens) {
      section.hidden = section.dataset.name !== name;
    }
    fillWords();
    window.scrollTo(0, 0);
    armIdle();
  }

  function focusTitle() {
    screens.find((section) => section.dataset.name === screen).querySelector("h1").focus({ preventScroll: true });
  }

  function fillWords() {
    document.documentElement.lang = language;
    document.title = word("title") + " · " + inLanguage(data.unitName);
    for (const element of document.querySelectorAll("[data-text]")) {
      element.textContent = word(element.dataset.text);
    }
    byId("unit").textContent = inLanguage(data.unitName);
    byId("introduction").textContent = inLanguage(data.introduction);
    byId("factQuestions").textContent = word("factQuestions", { n: data.items.length });
    byId("factMinutes").textContent = word("factMinutes", { n: data.minutes });
    if (data.notice) {
      byId("notice").textContent = inLanguage(data.notice);
    }
    const other = byId("language");
    other.textContent = language === "vi" ? "English" : "Tiếng Việt";
    other.lang = language === "vi" ? "en" : "vi";
    if (screen === "question") {
      fillQuestion();
    } else if (screen === "thanks") {
      byId("thanks-time").textContent = word("thanksTime", { n: data.thanksSeconds });
    } else if (screen === "failed") {
      byId("failed-note").textContent = word(failure.refused ? "refusedNote" : "failedNote");
      byId("failed-codes").textContent = failure.codes.length ? word("failedCodes", { n: failure.codes.join(", ") }) : "";
    }
    byId("idle-note").textContent = word("idleNote", { n: idleWarningSeconds() });
  }

  function announce(text) {
    byId("announce").textContent = text;
  }

  // Questions.

  function face(number) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    svg.setAttribute("viewBox", "0 0 64 64");
    svg.setAttribute("class", "face");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#face-" + number);
    svg.append(use);
    return svg;
  }

  function choiceElement(item, choice, position) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const words = document.createElement("span");
    input.type = "radio";
    input.name = "answer";
    input.id = "choice-" + position;
    input.autocomplete = "off";
    input.checked = ballot.answers[item.code] === (choice.level ?? choice.answer);
    input.addEventListener("change", () => choose(item, choice));
    // A tap moves on by itself; keys, which also make clicks but with no press to count, do not.
    input.addEventListener("click", (event) => {
      if (event.detail > 0) {
        choose(item, choice);
        hold();
        after("advance", SETTLE_MS, advance);
      }
    });
    words.className = "words";
    words.textContent = inLanguage(choice.text);
    label.className = choice.face ? "choice" : "choice special";
    label.dataset.face = choice.face;
    label.append(input, ...(choice.face ? [face(choice.face)] : []), words);
    return label;
  }

  function fillQuestion() {
    const item = data.items[ballot.index];
    const total = data.items.length;
    byId("progress-text").textContent = word("progress", { n: ballot.index + 1, total });
    byId("progress-bar").value = ballot.index + 1;
    byId("question-title").textContent = inLanguage(item.text);
    const elements = data.scales[item.scale].map((choice, i) => choiceElement(item, choice, i));
    byId("levels").replaceChildren(...elements.filter((e) => e.dataset.face !== "0"));
    byId("levels").dataset.count = byId("levels").childElementCount;
    byId("specials").replaceChildren(...elements.filter((e) => e.dataset.face === "0"));
    byId("next").textContent = word(ballot.index + 1 === total ? "finish" : "next");
    byId("next").disabled = !byId("form").querySelector("input:checked");
  }

  function choose(item, choice) {
    ballot.answers[item.code] = choice.level ?? choice.answer;
    byId("next").disabled = false;
  }

  // A second tap of a hasty finger must not answer the next question.
  function hold() {
    byId("choices").disabled = true;
    byId("skip").disabled = true;
  }

  function release() {
    byId("choices").disabled = false;
    byId("skip").disabled = false;
  }

  function ask(index) {
    clearTimeout(timers.advance);
    ballot.index = index;
    hold();
    show("question");
    focusTitle();
    announce(word("progress", { n: index + 1, total: data.items.length }));
    after("release", SETTLE_MS, release);
  }

  function advance() {
    if (!ballot || screen !== "question") {
      return;
    }
    if (ballot.index + 1 < data.items.length) {
      ask(ballot.index + 1);
    } else {
      send();
    }
  }

  function begin() {
    const now = Date.now();
    ballot = { id: uuidVersion7(now), startedMs: now, startedAtTick: performance.now(), index: 0, answers: {}, bytes: null };
    ask(0);
  }

  // Sending: the bytes are made once, so that every attempt sends the same ballot.

  function bytesOf(filled) {
    // The device's clock may be set in between; the time that passed is taken from one that never steps back.
    const completedMs = filled.startedMs + Math.max(0, Math.round(performance.now() - filled.startedAtTick));
    return JSON.stringify({
      id: filled.id,
      pack: data.pack,
      questionnaireVersion: data.questionnaireVersion,
      unit: data.unit,
      mode: "kiosk",
      basis: "selfSelected",
      language,
      startedAt: withOffset(filled.startedMs),
      completedAt: withOffset(completedMs),
      answers: Object.fromEntries(data.items.map((item) => [item.code, filled.answers[item.code] ?? "noAnswer"])),
    });
  }

  async function send() {
    const sent = ballot;
    sent.bytes ??= bytesOf(sent);
    sending = new AbortController();
    const attempt = sending;
    show("sending");
    focusTitle();
    announce(word("sending"));
    after("send", SEND_TIMEOUT_MS, () => attempt.abort());
    let receipt = null;
    let codes = [];
    let refused = false;
    try {
      const response = await fetch(data.submitUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: sent.bytes,
        cache: "no-store",
        redirect: "error",
        signal: attempt.signal,
      });
      const body = await jsonOf(response);
      if ((response.status === 200 || response.status === 201) && isReceipt(body, sent.id)) {
        receipt = body;
      } else if (body && Array.isArray(body.problems)) {
        codes = [...new Set(body.problems.map((problem) => String(problem.code)))].slice(0, 4);
        refused = response.status >= 400 && response.status < 500;
      }
    } catch {
      // No answer came, or none that could be read: the ballot stays here and may be sent again.
    }
    if (ballot !== sent) {
      return;
    }
    clearTimeout(timers.send);
    if (receipt) {
      thank(receipt.code);
    } else {
      failure = { codes, refused };
      show("failed");
      focusTitle();
      announce(word("failed"));
    }
  }

  async function jsonOf(response) {
    const type = response.headers.get("Content-Type") ?? "";
    return /^application\/(problem\+)?json\b/i.test(type) ? response.json() : null;
  }

  function isReceipt(body, id) {
    return Boolean(body) && body.ballotId === id && RECEIPT_CODE.test(body.code)
      && typeof body.signature === "string" && body.signature.length > 0
      && typeof body.contentHash === "string" && /^[0-9a-f]{64}$/.test(body.contentHash);
  }

  function thank(code) {
    ballot = null;
    forgetQuestion();
    byId("code").textContent = code;
    show("thanks");
    focusTitle();
    announce(word("thanksNote"));
    after("thanks", data.thanksSeconds * 1000, reset);
  }

  // Forgetting.

  function forgetQuestion() {
    byId("levels").replaceChildren();
    byId("specials").replaceChildren();
    byId("question-title").textContent = "";
    byId("progress-text").textContent = "";
    byId("progress-bar").value = 0;
    byId("next").disabled = true;
  }

  function reset() {
    Object.values(timers).forEach(clearTimeout);
    timers = {};
    ballot = null;
    failure = null;
    language = "vi";
    sending?.abort();
    sending = null;
    forgetQuestion();
    byId("code").textContent = "";
    byId("thanks-time").textContent = "";
    byId("failed-note").textContent = "";
    byId("failed-codes").textContent = "";
    announce("");
    if (byId("idle").open) {
      byId("idle").close();
    }
    show("start");
    document.activeElement?.blur();
  }

  function idleWarningSeconds() {
    return Math.min(20, Math.floor(data.idleSeconds / 2));
  }

  function armIdle() {
    clearTimeout(timers.warn);
    clearTimeout(timers.idle);
    if (screen === "question" || screen === "failed") {
      after("warn", (data.idleSeconds - idleWarningSeconds()) * 1000, warn);
      after("idle", data.idleSeconds * 1000, reset);
    } else if (screen === "start" && language !== "vi") {
      after("idle", data.idleSeconds * 1000, reset);
    }
  }

  function warn() {
    byId("idle").showModal();
    byId("stay").focus();
  }

  function touched() {
    // While the warning stands only its own button takes it away: a tap must not fall through to an answer below.
    if (!byId("idle").open) {
      armIdle();
    }
  }

  byId("start").addEventListener("click", begin);
  byId("back").addEventListener("click", () => (ballot.index > 0 ? ask(ballot.index - 1) : reset()));
  byId("skip").addEventListener("click", () => {
    ballot.answers[data.items[ballot.index].code] = "noAnswer";
    advance();
  });
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!byId("next").disabled) {
      clearTimeout(timers.advance);
      advance();
    }
  });
  byId("resend").addEventListener("click", send);
  byId("discard").addEventListener("click", reset);
  byId("again").addEventListener("click", reset);
  byId("language").addEventListener("click", () => {
    language = language === "vi" ? "en" : "vi";
    fillWords();
    armIdle();
  });
  byId("idle").addEventListener("cancel", armIdle);
  byId("stay").addEventListener("click", () => {
    byId("idle").close();
    armIdle();
  });
  for (const kind of ["pointerdown", "keydown", "wheel", "scroll"]) {
    document.addEventListener(kind, touched, { passive: true, capture: true });
  }
  window.addEventListener("pagehide", reset);
  window.addEventListener("pageshow", (event) => event.persisted && reset());
  window.addEventListener("popstate", reset);
})();

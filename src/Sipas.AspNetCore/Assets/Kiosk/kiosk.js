// The kiosk: one person's answers live in the variable "ballot" and nowhere else; reset() forgets them.
import { byId, element } from "./dom.js";
import { makeWords } from "./words.js";
import { makeFlow } from "./flow.js";
import { bodyOf, newBallot } from "./ballot.js";
import { isAnswered, readValue, showError, showQuestion, skipAnswer } from "./question.js";
import { sendNow } from "./online.js";

const SETTLE_MS = 350;
const WARNING_SECONDS = 20;

const data = JSON.parse(byId("sipas-data").textContent);
const words = makeWords(data);
const flow = makeFlow(data);
const { word } = words;
const screens = [...document.querySelectorAll("[data-name]")];

let ballot = null;
let step = null;
let screen = "start";
let failure = null;
let sending = null;
let timers = {};

function after(name, ms, act) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(act, ms);
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
  document.documentElement.lang = words.tagOf(data.texts.title);
  document.title = word("title") + " · " + words.text(data.unitName);
  for (const place of document.querySelectorAll("[data-text]")) {
    place.textContent = word(place.dataset.text);
  }
  for (const place of document.querySelectorAll("[data-label]")) {
    place.setAttribute("aria-label", word(place.dataset.label));
  }
  fill("unit", data.unitName);
  fill("introduction", data.introduction);
  byId("factQuestions").textContent = word("factQuestions", { n: flow.commonSteps });
  byId("factMinutes").textContent = word("factMinutes", { n: data.minutes });
  if (data.notice) {
    fill("notice", data.notice);
  }
  for (const button of byId("languages").children) {
    button.setAttribute("aria-pressed", String(button.lang === words.language));
  }
  if (screen === "question") {
    fillQuestion();
  } else if (screen === "thanks") {
    byId("thanks-time").textContent = word("thanksTime", { n: data.thanksSeconds });
  } else if (screen === "failed") {
    byId("failed-note").textContent = word(failure.refused ? "refusedNote" : "failedNote");
    byId("failed-codes").textContent = failure.codes.length ? word("failedCodes", { n: failure.codes.slice(0, 4).join(", ") }) : "";
  }
  byId("idle-note").textContent = word(data.unfinished === "send" ? "idleNoteSend" : "idleNote", { n: warningSeconds() });
}

function fill(id, text) {
  byId(id).textContent = words.text(text);
  byId(id).lang = words.tagOf(text);
}

function announce(text) {
  byId("announce").textContent = text;
}

// Questions.

function fillQuestion() {
  const shown = flow.shownSteps(ballot.answers);
  const number = shown.indexOf(step) + 1;
  byId("progress-text").textContent = word("progress", { n: number, total: shown.length });
  byId("progress-bar").max = shown.length;
  byId("progress-bar").value = number;
  showQuestion(step, ballot, data, words, chosen);
  const required = step.question.items.length === 0 && step.question.required;
  byId("skip").hidden = required;
  fillMoves();
}

// Which answers were given may change which question is the last.
function fillMoves() {
  const shown = flow.shownSteps(ballot.answers);
  byId("next").textContent = word(shown.at(-1) === step ? "finish" : "next");
  byId("next").disabled = !isAnswered(step, ballot);
}

function chosen(byTap) {
  flow.forgetHidden(ballot);
  fillMoves();
  if (byTap) {
    hold();
    after("advance", SETTLE_MS, advance);
  }
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

function ask(next) {
  clearTimeout(timers.advance);
  step = next;
  hold();
  show("question");
  focusTitle();
  announce(byId("progress-text").textContent);
  after("release", SETTLE_MS, release);
}

function advance() {
  if (!ballot || screen !== "question") {
    return;
  }
  flow.forgetHidden(ballot);
  const shown = flow.shownSteps(ballot.answers);
  const next = shown[shown.indexOf(step) + 1];
  const check = flow.firing(ballot);
  if (check && (!next || check.when.some((condition) => step.question.items.some((item) => item.code === condition.item)))) {
    showCheck(check);
  } else if (next) {
    ask(next);
  } else {
    send();
  }
}

function goBack() {
  if (byId("value")) {
    readValue(step.question, ballot, words);
  }
  const shown = flow.shownSteps(ballot.answers);
  const before = shown[shown.indexOf(step) - 1];
  if (before) {
    ask(before);
  } else {
    reset();
  }
}

function submitQuestion(event) {
  event.preventDefault();
  if (byId("next").disabled) {
    return;
  }
  clearTimeout(timers.advance);
  if (byId("value")) {
    const wrong = readValue(step.question, ballot, words);
    if (wrong) {
      showError(wrong);
      byId("value").focus();
      return;
    }
  }
  advance();
}

function skip() {
  skipAnswer(step, ballot);
  advance();
}

// Checks over several answers: a soft one asks once, a hard one stays until an answer is changed.

function showCheck(check) {
  release();
  byId("check-title").textContent = word(check.strictness === "soft" ? "checkSoft" : "checkHard");
  fill("check-text", check.text);
  byId("check-keep").hidden = check.strictness !== "soft";
  byId("check").dataset.code = check.code;
  byId("check").showModal();
  byId("check-review").focus();
}

function reviewCheck() {
  const check = data.checks.find((known) => known.code === byId("check").dataset.code);
  byId("check").close();
  const shown = flow.shownSteps(ballot.answers);
  ask(check.when.map((condition) => flow.stepOf(condition.item)).toSorted((a, b) => shown.indexOf(a) - shown.indexOf(b))[0]);
}

function keepCheck() {
  ballot.confirmed.add(byId("check").dataset.code);
  byId("check").close();
  advance();
}

function begin() {
  ballot = newBallot();
  ask(flow.shownSteps(ballot.answers)[0]);
}

// Sending: the bytes are made once, so that every attempt sends the same ballot.

async function send() {
  const sent = ballot;
  sent.body ??= bodyOf(sent, data, flow, words.language, null);
  sending = new AbortController();
  show("sending");
  focusTitle();
  announce(word("sending"));
  const outcome = await sendNow(data.submitUrl, sent, sent.body, {}, sending.signal);
  if (ballot !== sent) {
    return;
  }
  if (outcome.receipt) {
    thank(outcome.receipt.code);
  } else {
    failure = outcome;
    show("failed");
    focusTitle();
    announce(word("failed"));
  }
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
  step = null;
  for (const id of ["levels", "specials", "question-title", "question-topic", "question-hint", "question-error", "progress-text", "check-text"]) {
    byId(id).replaceChildren();
  }
  byId("progress-bar").value = 0;
  byId("next").disabled = true;
}

function reset() {
  Object.values(timers).forEach(clearTimeout);
  timers = {};
  ballot = null;
  failure = null;
  words.language = "vi";
  sending?.abort();
  sending = null;
  forgetQuestion();
  for (const id of ["code", "thanks-time", "failed-note", "failed-codes"]) {
    byId(id).textContent = "";
  }
  announce("");
  for (const dialog of document.querySelectorAll("dialog[open]")) {
    dialog.close();
  }
  show("start");
  document.activeElement?.blur();
}

function warningSeconds() {
  return Math.min(WARNING_SECONDS, Math.floor(data.idleSeconds / 2));
}

function armIdle() {
  clearTimeout(timers.warn);
  clearTimeout(timers.idle);
  if (screen === "question" || screen === "failed") {
    after("warn", (data.idleSeconds - warningSeconds()) * 1000, warn);
    after("idle", data.idleSeconds * 1000, leave);
  } else if (screen === "start" && words.language !== "vi") {
    after("idle", data.idleSeconds * 1000, reset);
  }
}

function warn() {
  byId("idle").showModal();
  byId("stay").focus();
}

// The person has gone. What becomes of her half ballot is the questionnaire's rule.
function leave() {
  if (data.unfinished === "send" && screen === "question" && flow.isComplete(ballot)) {
    byId("idle").close();
    send();
  } else {
    reset();
  }
}

function touched() {
  // While the warning stands only its own button takes it away: a tap must not fall through to an answer below.
  if (!byId("idle").open) {
    armIdle();
  }
}

for (const { tag, name } of data.languages) {
  const button = element("button", { type: "button", className: "button quiet", lang: tag }, name);
  button.addEventListener("click", () => {
    const typed = byId("value")?.value;
    words.language = tag;
    fillWords();
    if (byId("value")) {
      byId("value").value = typed;
      fillMoves();
    }
    armIdle();
  });
  byId("languages").append(button);
}
byId("start").addEventListener("click", begin);
byId("back").addEventListener("click", goBack);
byId("skip").addEventListener("click", skip);
byId("form").addEventListener("submit", submitQuestion);
byId("check-review").addEventListener("click", reviewCheck);
byId("check-keep").addEventListener("click", keepCheck);
byId("check").addEventListener("cancel", (event) => event.preventDefault());
byId("resend").addEventListener("click", send);
byId("discard").addEventListener("click", reset);
byId("again").addEventListener("click", reset);
byId("idle").addEventListener("cancel", armIdle);
byId("stay").addEventListener("click", () => {
  byId("idle").close();
  armIdle();
});
for (const kind of ["pointerdown", "keydown", "input", "wheel", "scroll"]) {
  document.addEventListener(kind, touched, { passive: true, capture: true });
}
window.addEventListener("pagehide", reset);
window.addEventListener("pageshow", (event) => event.persisted && reset());
window.addEventListener("popstate", reset);
fillWords();

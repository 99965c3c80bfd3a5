// The kiosk: one person's answers are only in the variable "ballot"; reset() clears it.
import { byId, element } from "./dom.js";
import { makeWords } from "./words.js";
import { makeFlow } from "./flow.js";
import { bodyOf, newBallot } from "./ballot.js";
import { isAnswered, readValue, showError, showQuestion, skipAnswer } from "./question.js";
import { contactBody, faultOf, forgetForm, isLow, mayOffer, openForm, sendContact, tell } from "./contact.js";
import { sendNow } from "./online.js";
import { openStore } from "./store.js";
import { codeOf, makeKeys } from "./receipts.js";
import { makeQueue } from "./queue.js";
import { makeDevice } from "./device.js";
import { goOffline } from "./offline.js";
import { hush, sourceOf, speak, whenVoicesChange } from "./speech.js";
import { exportQueue, showFacts, watchForStaff } from "./staff.js";
import { storageFacts, whyNoQueue } from "./surroundings.js";

const SETTLE_MS = 350;
const WARNING_SECONDS = 20;
const STAFF_SECONDS = 120;
const OFFER_SECONDS = 20;
const TICKET_SPENT = "TKT0002";
const NO_DEVICE = { headers: () => ({}), code: null, unit: null, isTrial: false, state: {} };

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
let delivery = null;
let contact = null;
let timers = {};

// The queue that stores ballots here. Without a queue the page sends while the person waits.
let queue = null;
let device = NO_DEVICE;
let isPresenceUsed = false;
let offline = null;
let noQueue = whyNoQueue();
let storage = { persisted: false, isPrivate: false };
const ready = prepare();

async function prepare() {
  try {
    if (noQueue) {
      return;
    }
    const store = await openStore();
    device = data.mode === "web" ? NO_DEVICE : await makeDevice(store, data.api, data.version);
    queue = makeQueue({ store, api: data.api, keys: makeKeys(store, data.api + "keys"), device, told, changed: showState });
  } catch {
    noQueue = "noStore";
  }
}

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
  if (name === "start") {
    offline?.takeNews();
  }
}

function focusTitle() {
  screens.find((section) => section.dataset.name === screen).querySelector("h1").focus({ preventScroll: true });
}

// The language of the browser on a person's own phone; a shared kiosk begins in Vietnamese.
function firstLanguage() {
  const wished = data.mode === "web" ? navigator.languages ?? [] : [];
  const known = (tag) => data.languages.find((language) => language.tag === tag);
  return wished.map((tag) => tag.toLowerCase()).map((tag) => known(tag) ?? known(tag.split("-")[0])).find(Boolean)?.tag ?? "vi";
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
  showState();
  for (const button of byId("languages").children) {
    button.setAttribute("aria-pressed", String(button.lang === words.language));
  }
  if (screen === "question") {
    fillQuestion();
  } else if (screen === "thanks") {
    fillThanks();
  } else if (screen === "contact") {
    fill("contact-consent-text", data.contact.consent);
    if (!byId("contact-error").hidden) {
      faultOf(words);
    }
  } else if (screen === "contacted") {
    fillContacted();
  } else if (screen === "staff") {
    fillStaff();
  } else if (screen === "failed") {
    byId("failed-note").textContent = word(failure.refused ? "refusedNote" : "failedNote");
    byId("failed-codes").textContent = failure.codes.length ? word("failedCodes", { n: failure.codes.slice(0, 4).join(", ") }) : "";
  }
  const idleNote = screen === "contact" ? "contactIdle" : data.unfinished === "send" ? "idleNoteSend" : "idleNote";
  byId("idle-note").textContent = word(idleNote, { n: warningSeconds() });
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
  fillListen();
}

// Offered only where it is possible: with a clip of the pack, or a voice of the device for the language.
function fillListen() {
  hush();
  byId("listen").hidden = !step || !sourceOf(step, words.language);
  byId("listen").setAttribute("aria-pressed", "false");
}

function listen() {
  const button = byId("listen");
  if (button.getAttribute("aria-pressed") === "true") {
    fillListen();
    return;
  }
  const choices = [...document.querySelectorAll("#choices .words")].map((choice) => choice.textContent);
  const shown = ["question-topic", "question-title", "question-hint"].map((id) => byId(id).textContent);
  const text = [...shown, ...choices].filter(Boolean).join(". ");
  button.setAttribute("aria-pressed", "true");
  speak(sourceOf(step, words.language), text, () => button.setAttribute("aria-pressed", "false"));
}

// Reading aids, reset for the next person.

function toggle(button, name, value) {
  const isOn = document.documentElement.dataset[name] !== value;
  setEase(name, isOn ? value : "");
  button.setAttribute("aria-pressed", String(isOn));
}

function setEase(name, value) {
  if (value) {
    document.documentElement.dataset[name] = value;
  } else {
    delete document.documentElement.dataset[name];
  }
}

function endEase() {
  for (const [id, name] of [["larger", "size"], ["contrast", "contrast"]]) {
    setEase(name, "");
    byId(id).setAttribute("aria-pressed", "false");
  }
}

const isEased = () => "size" in document.documentElement.dataset || "contrast" in document.documentElement.dataset;

// The given answers may change which question is the last.
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

// An accidental second tap must not answer the next question.
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
    deliver();
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

// Checks over several answers: a soft one asks once, a hard one remains until an answer is changed.

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
  // A counter code is valid for one ballot: the next ballot needs the page, and possibly the code, to be loaded again.
  if (data.presence && isPresenceUsed) {
    location.reload();
    return;
  }
  ballot = newBallot();
  ask(flow.shownSteps(ballot.answers)[0]);
}

// Delivery: stored on this device first, then confirmed to the person, then sent. The bytes are created once, so that
// every attempt sends the same ballot.

async function deliver() {
  const sent = ballot;
  if (sent.isLeaving) {
    return;
  }
  sent.isLeaving = true;
  hold();
  await ready;
  isPresenceUsed = true;
  sent.body ??= bodyOf(sent, data, flow, words.language, device.code);
  try {
    if (queue) {
      await queue.add({ id: sent.id, body: sent.body });
      // The code of its future receipt; a trial ballot gets none.
      const code = device.isTrial ? null : await codeOf(JSON.parse(sent.body), data);
      if (ballot === sent) {
        thank({ id: sent.id, kind: "saved", code });
      }
      return;
    }
  } catch {
    // The store is full or failing: this ballot is sent directly, while the person waits.
  }
  if (ballot === sent) {
    await sendWhileWaiting(sent);
  }
}

async function sendWhileWaiting(sent) {
  sending = new AbortController();
  show("sending");
  focusTitle();
  announce(word("sending"));
  const outcome = await sendNow(data.submitUrl, sent, sent.body, device.headers(), sending.signal);
  if (ballot !== sent) {
    return;
  }
  if (outcome.receipt) {
    thank({ id: sent.id, kind: "receipt", code: outcome.receipt.code });
  } else if (outcome.codes.includes(TICKET_SPENT)) {
    told(sent.id, { kind: "spent" });
  } else {
    failure = outcome;
    show("failed");
    focusTitle();
    announce(word("failed"));
  }
}

function thank(outcome) {
  delivery = { ...outcome, isLow: isLow(ballot, data) };
  ballot = null;
  forgetQuestion();
  show("thanks");
  focusTitle();
  announce(word("thanksNote"));
  closeThanks();
}

// On a person's own phone the receipt code remains on the screen; a kiosk is needed by the next person.
function closeThanks() {
  if (data.mode !== "web") {
    after("thanks", thanksSeconds() * 1000, reset);
  }
}

// Time to read the offer and decide, or to write down a code.
function thanksSeconds() {
  return isOffered() || screen === "contacted" ? Math.max(OFFER_SECONDS, data.thanksSeconds) : data.thanksSeconds;
}

// Only a ballot that has reached the server shows that there is a connection over which the request can be sent at once.
function isOffered() {
  return screen === "thanks" && mayOffer(data) && delivery?.isLow && delivery.kind === "receipt";
}

function fillThanks() {
  byId("thanks-state").textContent = word("state_" + delivery.kind);
  byId("thanks-state").dataset.kind = delivery.kind;
  byId("code").textContent = delivery.code ?? "";
  byId("receipt").hidden = !delivery.code;
  byId("code-note").hidden = !delivery.code;
  byId("again").hidden = data.mode === "web";
  byId("contact-offer").hidden = !isOffered();
  byId("thanks-time").textContent = data.mode === "web" ? "" : word("thanksTime", { n: thanksSeconds() });
}

// Handles the outcome of a sent ballot, possibly long after the person has left.
function told(id, outcome) {
  if (delivery?.id !== id && ballot?.id !== id) {
    return;
  }
  if (outcome.kind === "spent") {
    reset();
    show("spent");
    focusTitle();
    return;
  }
  delivery = { id, isLow: delivery?.isLow ?? false, ...outcome };
  if (screen === "thanks") {
    fillThanks();
    announce(word("state_" + outcome.kind));
    closeThanks();
  }
}

// A contact request: neither it nor the ballot refers to the other.

function askContact() {
  contact = { id: crypto.randomUUID(), body: "", code: "", dueOn: "" };
  clearTimeout(timers.thanks);
  openForm(data, () => tell("", null));
  show("contact");
  focusTitle();
}

async function submitContact(event) {
  event.preventDefault();
  if (byId("contact-send").disabled || faultOf(words)) {
    return;
  }
  const asked = contact;
  const body = contactBody(data, words, asked.id);
  if (asked.body && asked.body !== body) {
    // The previous attempt may have arrived: changed text makes it another request.
    asked.id = crypto.randomUUID();
  }
  asked.body = contactBody(data, words, asked.id);
  byId("contact-send").disabled = true;
  sending = new AbortController();
  announce(word("contactSending"));
  const { answer, codes } = await sendContact(data.contactUrl, asked.id, asked.body, device.headers(), sending.signal);
  if (contact !== asked) {
    return;
  }
  byId("contact-send").disabled = false;
  if (!answer) {
    tell(word("contactFailed") + (codes.length ? ` ${word("failedCodes", { n: codes.slice(0, 4).join(", ") })}` : ""), null);
    return;
  }
  contact = { code: answer.code, dueOn: answer.dueOn };
  forgetForm();
  show("contacted");
  focusTitle();
  announce(word("contacted"));
  closeThanks();
}

function fillContacted() {
  const [year, month, day] = contact.dueOn.split("-");
  byId("contact-code").textContent = contact.code;
  byId("contacted-note").textContent = word("contactedNote", { day: words.language === "en" ? contact.dueOn : `${day}/${month}/${year}` });
  byId("contact-again").hidden = data.mode === "web";
  byId("contacted-time").textContent = data.mode === "web" ? "" : word("thanksTime", { n: thanksSeconds() });
}

// Clearing.

function forgetQuestion() {
  step = null;
  hush();
  byId("listen").hidden = true;
  const ids = ["levels", "specials", "question-title", "question-topic", "question-hint", "question-error", "progress-text", "check-text"];
  for (const id of ids) {
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
  delivery = null;
  contact = null;
  words.language = firstLanguage();
  endEase();
  sending?.abort();
  sending = null;
  forgetQuestion();
  forgetForm();
  byId("contact-send").disabled = false;
  byId("contact-offer").hidden = true;
  const ids = ["contact-code", "contacted-note", "contacted-time", "code", "thanks-state", "thanks-time", "failed-note", "failed-codes",
    "staff-facts"];
  for (const id of ids) {
    byId(id).replaceChildren();
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
  if (screen === "question" || screen === "failed" || screen === "contact") {
    after("warn", (data.idleSeconds - warningSeconds()) * 1000, warn);
    after("idle", data.idleSeconds * 1000, leave);
  } else if (screen === "start" && (words.language !== firstLanguage() || isEased())) {
    after("idle", data.idleSeconds * 1000, reset);
  } else if (screen === "staff") {
    after("idle", STAFF_SECONDS * 1000, reset);
  }
}

function warn() {
  byId("idle").showModal();
  byId("stay").focus();
}

// The person has left. The questionnaire's rule determines the treatment of the unfinished ballot.
function leave() {
  if (data.unfinished === "send" && screen === "question" && flow.isComplete(ballot)) {
    byId("idle").close();
    deliver();
  } else {
    reset();
  }
}

function touched() {
  // While the warning is open only its own button closes it: a tap must not reach an answer below.
  if (!byId("idle").open) {
    armIdle();
  }
}

// Staff: how many ballots wait here, why, and a way to copy them off this device.

async function showState() {
  const read = queue ? await queue.read().catch(() => null) : null;
  const unsent = read?.unsent ?? 0;
  byId("unsent").hidden = unsent === 0;
  // Empty until the queue has been read: until then it is unknown whether a ballot waits here.
  byId("unsent").dataset.count = read ? unsent : "";
  byId("unsent").textContent = word("unsent", { n: unsent });
  byId("trial").hidden = !device.isTrial;
  byId("online-only").hidden = !noQueue;
  byId("device-problem").hidden = !device.state.revoked && !isForeign();
  byId("device-problem").textContent = word(isForeign() ? "deviceForeign" : "deviceRevoked", { n: device.unit });
  byId("start").disabled = isForeign();
  if (screen === "staff") {
    fillStaff();
  }
}

// Every ballot of a device that is enrolled for another unit would be rejected.
const isForeign = () => device.unit !== null && device.unit !== data.unit;

async function openStaff() {
  if (screen === "start" && data.mode !== "web") {
    storage = await storageFacts();
    show("staff");
    focusTitle();
  }
}

async function fillStaff() {
  const read = queue ? await queue.read().catch(() => null) : null;
  if (screen !== "staff") {
    return;
  }
  const time = (ms) => ms ? new Date(ms).toLocaleString(words.language === "en" ? "en-GB" : "vi-VN") : "–";
  const records = read?.records ?? [];
  const oldest = records.length ? Math.min(...records.map((record) => record.queuedAt)) : null;
  const codes = [...new Set(records.flatMap((record) => record.codes))].join(", ");
  byId("staff-unsent").textContent = read ? word("unsent", { n: read.unsent }) : word("noQueue_" + (noQueue ?? "noStore"));
  const { skewMs } = device.state;
  showFacts([
    [word("staffOldest"), time(oldest)],
    [word("staffSent"), time(read?.sentAt)],
    ...(read?.problem
      ? [[word("staffProblem"), word("problem_" + read.problem) + (read.codes.length ? ` (${read.codes.join(", ")})` : ""), "bad"]]
      : []),
    ...(read?.conflicts ? [[word("staffConflicts"), `${read.conflicts} (${codes})`, "bad"]] : []),
    ...(read?.setAside ? [[word("staffSetAside"), read.setAside, "bad"]] : []),
    [
      word("staffDevice"),
      device.code ? `${device.code} · ${word(device.isTrial ? "phaseTrial" : "phaseOfficial")}` : word("staffNotEnrolled"),
    ],
    ...(skewMs != null
      ? [[word("staffClock"), word("seconds", { n: Math.round(skewMs / 1000) }), Math.abs(skewMs) > 60_000 ? "bad" : ""]]
      : []),
    [
      word("staffStorage"),
      word(storage.isPrivate ? "storagePrivate" : storage.persisted ? "storageKept" : "storageLoose"),
      storage.persisted && !storage.isPrivate ? "" : "bad",
    ],
    [word("staffOffline"), word(offline ? "offlineReady" : "offlineNot"), offline ? "" : "bad"],
    [word("staffPage"), `${data.unit} · ${data.pack}/${data.questionnaireVersion} · ${data.version}`],
  ]);
  byId("staff-export").disabled = records.length === 0;
  byId("staff-send").disabled = !read?.unsent;
}

async function exportBallots() {
  const { records } = await queue.read();
  exportQueue(records, `sipas-${data.unit}-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}-${records.length}.jsonl`);
}

async function start() {
  await ready;
  showState();
  if (queue && device.code) {
    device.startBeating(queue, showState);
  }
  if (data.workerUrl && navigator.serviceWorker) {
    storage = await storageFacts();
    offline = await goOffline(data.workerUrl, data.clips, () => screen === "start").catch(() => null);
    document.body.dataset.offline = offline ? "ready" : "none";
  }
}

for (const { tag, name } of data.languages) {
  const button = element("button", { type: "button", className: "button quiet", lang: tag }, name);
  button.addEventListener("click", () => {
    const typed = byId("value")?.value;
    words.language = tag;
    // The last announcement was in the other language.
    announce("");
    fillWords();
    if (byId("value")) {
      byId("value").value = typed;
      fillMoves();
    }
    armIdle();
  });
  byId("languages").append(button);
}
byId("larger").addEventListener("click", () => toggle(byId("larger"), "size", "large"));
byId("contrast").addEventListener("click", () => toggle(byId("contrast"), "contrast", "high"));
byId("listen").addEventListener("click", listen);
whenVoicesChange(() => screen === "question" && byId("listen").getAttribute("aria-pressed") === "false" && fillListen());
byId("start").addEventListener("click", begin);
byId("back").addEventListener("click", goBack);
byId("skip").addEventListener("click", skip);
byId("form").addEventListener("submit", submitQuestion);
byId("check-review").addEventListener("click", reviewCheck);
byId("check-keep").addEventListener("click", keepCheck);
byId("check").addEventListener("cancel", (event) => event.preventDefault());
byId("resend").addEventListener("click", () => sendWhileWaiting(ballot));
byId("discard").addEventListener("click", reset);
byId("again").addEventListener("click", reset);
byId("contact-ask").addEventListener("click", askContact);
byId("contact-form").addEventListener("submit", submitContact);
byId("contact-cancel").addEventListener("click", reset);
byId("contact-again").addEventListener("click", reset);
byId("staff-send").addEventListener("click", () => queue.sendNow());
byId("staff-export").addEventListener("click", exportBallots);
byId("staff-close").addEventListener("click", reset);
watchForStaff(openStaff);
byId("idle").addEventListener("cancel", armIdle);
byId("stay").addEventListener("click", () => {
  byId("idle").close();
  armIdle();
});
for (const kind of ["pointerdown", "keydown", "input", "wheel", "scroll"]) {
  document.addEventListener(kind, touched, { passive: true, capture: true });
}
// The system's screenshot of a page that goes to the background must show no content.
document.addEventListener("visibilitychange", () => document.documentElement.toggleAttribute("data-away", document.hidden));
window.addEventListener("pagehide", reset);
window.addEventListener("pageshow", (event) => event.persisted && reset());
window.addEventListener("popstate", reset);
words.language = firstLanguage();
fillWords();
start();

// One question on the screen: its control, and reading its value.
import { byId, element, symbol } from "./dom.js";
import { NO_ANSWER } from "./ballot.js";

const TICKED = 2;
const UNTICKED = 1;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

// The widgets of the table of question kinds (QuestionKinds), by name.
const WIDGETS = {
  singleChoice: choicesOf,
  level: choicesOf,
  matrix: choicesOf,
  multipleChoice: ticksOf,
  number: valueOf,
  shortText: valueOf,
  longText: valueOf,
  date: valueOf,
};

/** Shows a step. `chosen(byTap)` is called for every answer that is complete with one choice. */
export function showQuestion(step, filled, data, words, chosen) {
  const { question, item } = step;
  const controls = { choices: [], specials: [], look: "words", hint: "" };
  WIDGETS[question.kind](step, filled, data, words, chosen, controls);
  const topic = item && question.kind === "matrix" ? question.text : null;
  const title = item ? item.text : question.text;
  fillText("question-topic", topic, words);
  fillText("question-title", title, words);
  byId("question-topic").hidden = !topic;
  byId("question-hint").textContent = controls.hint;
  byId("question-hint").hidden = !controls.hint;
  showError("");
  byId("levels").dataset.look = controls.look;
  byId("levels").dataset.count = controls.choices.length;
  byId("levels").replaceChildren(...controls.choices);
  byId("specials").replaceChildren(...controls.specials);
}

export function showError(text) {
  byId("question-error").textContent = text;
  byId("question-error").hidden = !text;
  byId("value")?.setAttribute("aria-invalid", String(Boolean(text)));
}

/** Reads a number, text or day into the ballot. Returns the error message, or an empty text. */
export function readValue(question, filled, words) {
  const field = byId("value");
  const text = field.value.trim();
  delete filled.values[question.code];
  if (text === "" && !field.validity.badInput) {
    return question.required ? words.word("valueMissing") : "";
  }
  if (question.kind === "number") {
    const number = numberOf(text);
    if (number === null) {
      return words.word("numberMalformed");
    }
    if (number < (question.minimum ?? -Infinity) || number > (question.maximum ?? Infinity)) {
      return limitsOf(question, words);
    }
    filled.values[question.code] = number;
  } else if (question.kind === "date") {
    if (!DAY.test(text)) {
      return words.word("dateMalformed");
    }
    filled.values[question.code] = text;
  } else {
    filled.values[question.code] = text;
  }
  return "";
}

export function isAnswered(step, filled) {
  return step.question.items.length > 0
    ? step.question.items.some((item) => (!step.item || step.item === item) && item.code in filled.answers)
    : byId("value") !== null && (byId("value").value.trim() !== "" || byId("value").validity.badInput);
}

/** Skips a step: its items get no answer, its value is omitted. */
export function skipAnswer(step, filled) {
  for (const item of step.item ? [step.item] : step.question.items) {
    filled.answers[item.code] = NO_ANSWER;
  }
  delete filled.values[step.question.code];
}

function fillText(id, text, words) {
  byId(id).textContent = text ? words.text(text) : "";
  byId(id).lang = text ? words.tagOf(text) : "";
}

// A tap advances automatically; keys, which also cause clicks but with a count of zero, do not.
const isTap = (event) => event.detail > 0;

function choicesOf({ question, item }, filled, data, words, chosen, controls) {
  const scale = data.scales[item.scale];
  const faces = question.kind !== "singleChoice" && scale.some((choice) => choice.face > 0);
  controls.look = faces ? "faces" : "words";
  scale.forEach((choice, position) => {
    const answer = choice.level ?? choice.answer;
    const input = element("input", {
      type: "radio",
      name: "answer",
      id: "choice-" + position,
      autocomplete: "off",
      checked: filled.answers[item.code] === answer,
    });
    input.addEventListener("change", () => {
      filled.answers[item.code] = answer;
      chosen(false);
    });
    input.addEventListener("click", (event) => {
      if (isTap(event)) {
        filled.answers[item.code] = answer;
        chosen(true);
      }
    });
    const text = element("span", { className: "words", lang: words.tagOf(choice.text) }, words.text(choice.text));
    const special = choice.level === null || choice.level === undefined;
    const label = element("label", { className: special ? "choice special" : "choice", "data-face": faces ? choice.face : 0 });
    label.append(input, ...(faces && !special ? [symbol("face-" + choice.face, "face")] : []), text);
    (special ? controls.specials : controls.choices).push(label);
  });
}

function ticksOf({ question }, filled, data, words, chosen, controls) {
  const most = question.maximumTicks ?? question.items.length;
  controls.look = "ticks";
  controls.hint = most < question.items.length ? words.word("ticksAtMost", { n: most }) : words.word("ticksAny");
  const boxes = question.items.map((item, position) => {
    const box = element("input", {
      type: "checkbox",
      id: "choice-" + position,
      autocomplete: "off",
      checked: filled.answers[item.code] === TICKED,
    });
    box.addEventListener("change", () => {
      if (boxes.filter((other) => other.checked).length > most) {
        box.checked = false;
        showError(words.word("ticksTooMany", { n: most }));
        return;
      }
      showError("");
      const any = boxes.some((other) => other.checked);
      question.items.forEach((other, i) => {
        if (any) {
          filled.answers[other.code] = boxes[i].checked ? TICKED : UNTICKED;
        } else {
          delete filled.answers[other.code];
        }
      });
      chosen(false);
    });
    const text = element("span", { className: "words", lang: words.tagOf(item.text) }, words.text(item.text));
    controls.choices.push(element("label", { className: "choice", "data-face": 0 }, box, text));
    return box;
  });
}

function valueOf({ question }, filled, data, words, chosen, controls) {
  const long = question.kind === "longText";
  const field = element(long ? "textarea" : "input", {
    id: "value",
    autocomplete: "off",
    spellcheck: false,
    "aria-labelledby": "question-title",
    "aria-describedby": "question-hint question-error",
    "aria-required": String(question.required),
  });
  const kept = filled.values[question.code];
  if (question.kind === "number") {
    field.inputMode = question.minimum === undefined || question.minimum === null || question.minimum < 0 ? "text" : "decimal";
    field.value = kept === undefined ? "" : String(kept).replace(".", words.language === "en" ? "." : ",");
    controls.hint = question.minimum != null || question.maximum != null ? limitsOf(question, words) : words.word("numberHint");
  } else if (question.kind === "date") {
    field.type = "date";
    field.value = kept ?? "";
  } else {
    field.rows = 6;
    field.autocapitalize = "sentences";
    field.value = kept ?? "";
    if (question.maximumLength) {
      field.maxLength = question.maximumLength;
    }
    controls.hint = words.word("textHint");
  }
  field.name = "answer-" + crypto.getRandomValues(new Uint32Array(1))[0];
  field.addEventListener("input", () => {
    showError("");
    byId("next").disabled = !isAnswered({ question, item: null }, filled);
    countCharacters(question, field, words);
  });
  controls.look = "value";
  controls.choices.push(field);
  if (question.maximumLength) {
    controls.choices.push(element("p", { className: "count", id: "count" }));
    queueMicrotask(() => countCharacters(question, field, words));
  }
}

function countCharacters(question, field, words) {
  if (byId("count")) {
    byId("count").textContent = words.word("charactersLeft", { n: question.maximumLength - field.value.length });
  }
}

function limitsOf(question, words) {
  const key = question.maximum == null ? "numberFrom" : question.minimum == null ? "numberTo" : "numberBetween";
  const written = (number) => number?.toLocaleString(words.language === "en" ? "en" : "vi");
  return words.word(key, { from: written(question.minimum), to: written(question.maximum) });
}

// "12,5" is the Vietnamese notation; thousands separators are not guessed.
function numberOf(text) {
  const plain = text.replace(",", ".");
  return /^[+-]?\d{1,15}(\.\d{1,6})?$/.test(plain) ? Number(plain) : null;
}

// Ids, times and the bytes of a ballot.

export const NO_ANSWER = "noAnswer";

// The fields of the header in the order of their canonical lines (docs/canonical-ballot.md): the name of the line, and the name
// in JSON where it differs.
const HEADER = [
  ["id"], ["pack"], ["questionnaire", "questionnaireVersion"], ["unit"], ["procedure"], ["mode"], ["basis"], ["device"], ["language"],
  ["started", "startedAt"], ["completed", "completedAt"],
];

/** The canonical lines of a ballot before its answers. */
export function headerLines(ballot, hasValues) {
  // The hash uses another value for the sample.
  const basis = ballot.basis === "sampled" ? "listed" : ballot.basis;
  return [
    hasValues ? "sipas-ballot/2" : "sipas-ballot/1",
    ...HEADER.map(([line, name = line]) => `${line}=${(name === "basis" ? basis : ballot[name]) ?? ""}`),
  ];
}

export function uuidVersion7(ms) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, rest = ms; i >= 0; i--, rest = Math.floor(rest / 256)) {
    bytes[i] = rest % 256;
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function withOffset(ms) {
  const minutes = -new Date(ms).getTimezoneOffset();
  const two = (n) => String(n).padStart(2, "0");
  const offset = Math.abs(minutes);
  return new Date(ms + minutes * 60000).toISOString().slice(0, -1)
    + (minutes < 0 ? "-" : "+") + two(Math.floor(offset / 60)) + ":" + two(offset % 60);
}

export function newBallot() {
  const now = Date.now();
  return { id: uuidVersion7(now), startedMs: now, startedAtTick: performance.now(), answers: {}, values: {}, confirmed: new Set() };
}

const plain = (question, value) =>
  question.kind === "shortText" || question.kind === "longText" ? cleanText(value, question.kind === "longText") : value;

// Cleans a text like the server (FreeText.Clean there), because the receipt code is computed from it.
export function cleanText(text, keepLines) {
  const signs = [...text.toWellFormed().replace(/\r\n|[\r\f\u0085\u2028\u2029]/g, "\n")];
  const isEmoji = (sign) => sign === "\uFE0F" || /^[\p{So}\p{Sk}]$/u.test(sign ?? "");
  const written = (sign, i) =>
    sign === "\n" ? (keepLines ? "\n" : " ")
      : sign === "\t" || sign === "\u00A0" ? " "
      : sign === "\u00F0" ? "\u0111"
      : sign === "\u00D0" ? "\u0110"
      : !/^[\p{Cc}\p{Cf}]$/u.test(sign) || (sign === "\u200D" && isEmoji(signs[i - 1]) && isEmoji(signs[i + 1])) ? sign
      : "";
  return signs.map(written).join("").normalize("NFC").trim();
}

// The server uses it for the commitments to the values, so that the device can compute the receipt code while it is offline.
function newSalt() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Created once: every attempt sends the same bytes.
export function bodyOf(filled, data, flow, language, device) {
  // The device's clock may be set in between; the elapsed time is taken from a monotonic clock.
  const completedMs = filled.startedMs + Math.max(0, Math.round(performance.now() - filled.startedAtTick));
  const shown = data.questions.filter((question) => flow.isShown(question, filled.answers));
  const values = shown.filter((question) => filled.values[question.code] !== undefined)
    .map((question) => [question.code, plain(question, filled.values[question.code])])
    .filter(([, value]) => value !== "");
  return JSON.stringify({
    id: filled.id,
    pack: data.pack,
    questionnaireVersion: data.questionnaireVersion,
    unit: data.unit,
    procedure: data.procedure ?? undefined,
    mode: data.mode,
    basis: data.basis,
    device: device ?? undefined,
    ticket: data.ticket ?? undefined,
    presence: data.presence ?? undefined,
    language,
    startedAt: withOffset(filled.startedMs),
    completedAt: withOffset(completedMs),
    answers: Object.fromEntries(shown.flatMap((question) => question.items)
      .map((item) => [item.code, filled.answers[item.code] ?? NO_ANSWER])),
    values: values.length ? Object.fromEntries(values) : undefined,
    salt: values.length ? newSalt() : undefined,
  });
}

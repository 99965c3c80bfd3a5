// Reads a question aloud: with the pack's sound clips, or with a voice of the device. Only on request.

const synthesis = globalThis.speechSynthesis;

let playing = null;

/** The sound source of a question in a language: { clip } or { voice, tag }; null when there is neither. */
export function sourceOf(step, language) {
  const clip = step.item?.clips?.[language] ?? step.question.clips?.[language];
  if (clip) {
    return { clip };
  }
  const voice = synthesis?.getVoices().find((known) => known.lang.toLowerCase().replace("_", "-").split("-")[0] === language);
  return voice ? { voice } : null;
}

export function whenVoicesChange(act) {
  synthesis?.addEventListener?.("voiceschanged", act);
}

export function speak(source, text, ended) {
  hush();
  if (source.clip) {
    playing = new Audio(source.clip);
    playing.addEventListener("ended", ended);
    playing.addEventListener("error", ended);
    playing.play().catch(ended);
    return;
  }
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.voice = source.voice;
  utterance.lang = source.voice.lang;
  utterance.rate = 0.9;
  utterance.addEventListener("end", ended);
  utterance.addEventListener("error", ended);
  synthesis.speak(utterance);
}

export function hush() {
  playing?.pause();
  playing = null;
  synthesis?.cancel();
}

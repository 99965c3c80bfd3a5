// The texts of the page in the chosen language; missing texts are shown in Vietnamese.

export function makeWords(data) {
  let language = "vi";
  const text = (localized) => localized.others?.[language] ?? localized[language] ?? localized.vi;
  // The tag of the language in which a text is actually written: a screen reader must not read Vietnamese with an English voice.
  const tagOf = (localized) => (localized.others?.[language] ?? localized[language]) === undefined ? "vi" : language;
  return {
    get language() {
      return language;
    },
    set language(tag) {
      language = data.languages.some((known) => known.tag === tag) ? tag : "vi";
    },
    text,
    tagOf,
    word: (key, values = {}) => text(data.texts[key]).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole)),
  };
}

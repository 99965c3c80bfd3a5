// The words of the page in the language that was chosen; what a language lacks is shown in Vietnamese.

export function makeWords(data) {
  let language = "vi";
  const text = (localized) => localized.others?.[language] ?? localized[language] ?? localized.vi;
  // The tag under which a text is really written: a screen reader must not read Vietnamese with an English voice.
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

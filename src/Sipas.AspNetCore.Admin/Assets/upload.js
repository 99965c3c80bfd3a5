// Reports that a file is too large before it is sent. The server reports it too, for browsers without this script.
(() => {
  "use strict";
  for (const input of document.querySelectorAll("input[type='file'][data-limit]")) {
    const note = document.getElementById(input.id + "-size");
    const isTooLarge = () => [...input.files].some((file) => file.size > Number(input.dataset.limit));
    const tell = () => {
      const wrong = isTooLarge();
      note.textContent = wrong ? note.dataset.tooLarge : "";
      note.hidden = !wrong;
      input.toggleAttribute("data-refused", wrong);
      if (wrong) {
        input.setAttribute("aria-invalid", "true");
      } else {
        input.removeAttribute("aria-invalid");
      }
      return wrong;
    };
    input.addEventListener("change", tell);
    input.form?.addEventListener("submit", (event) => {
      if (tell()) {
        event.preventDefault();
        input.focus();
      }
    });
  }
})();

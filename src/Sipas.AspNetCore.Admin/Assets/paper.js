// Sheet after sheet by keyboard alone: a key enters the answer and advances, arrows move, Enter saves the sheet.
// Without this script Tab and Enter do the same.
(() => {
  "use strict";
  const form = document.querySelector("[data-keying]")?.closest("form");
  if (!form) {
    return;
  }

  const number = form.elements.namedItem("number");
  const signs = [...form.querySelectorAll("input.sign")];
  const start = form.querySelector("[aria-invalid='true']") ?? (number.value ? signs[0] : number);
  start.focus();

  const go = (from, step) => {
    const to = signs[signs.indexOf(from) + step];
    if (to) {
      to.focus();
      to.select();
    } else if (step < 0) {
      number.focus();
      number.select();
    }
  };

  let sent = false;
  form.addEventListener("submit", (event) => {
    // A key held down must not send the sheet twice.
    if (sent) {
      event.preventDefault();
    }
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
      return;
    }
    if (field === number && (event.key === "ArrowDown" || (event.key === "Enter" && signs.some((sign) => !sign.value)))) {
      event.preventDefault();
      signs[0].focus();
      signs[0].select();
      return;
    }
    if (!field.classList.contains("sign")) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowRight") {
      event.preventDefault();
      go(field, 1);
    } else if (event.key === "ArrowUp" || event.key === "ArrowLeft") {
      event.preventDefault();
      go(field, -1);
    } else if (event.key === "Backspace" && !field.value) {
      event.preventDefault();
      go(field, -1);
    } else if (event.key.length === 1) {
      event.preventDefault();
      const sign = event.key.toLowerCase();
      const blank = sign === " " || sign === "-" || sign === "0";
      if (blank || field.dataset.signs.includes(sign)) {
        field.value = blank ? "-" : sign;
        field.classList.remove("refused");
        go(field, 1);
      } else {
        field.value = "";
        field.classList.add("refused");
      }
    }
  });
})();

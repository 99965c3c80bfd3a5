// The order of a questionnaire: which questions are shown to whom, and the results of its checks. Independent of the page.

const isLevel = (answer) => Number.isInteger(answer);

const holds = (condition, answers) =>
  isLevel(answers[condition.item]) && (condition.levels.length === 0 || condition.levels.includes(answers[condition.item]));

export function makeFlow(data) {
  // A matrix is shown row by row.
  const steps = data.questions.flatMap((question) => question.kind === "matrix"
    ? question.items.map((item) => ({ key: item.code, question, item }))
    : [{ key: question.code, question, item: question.items.length === 1 ? question.items[0] : null }]);

  const isShown = (question, answers) => question.showWhen.every((condition) => holds(condition, answers));

  // A removed answer may hide a later question: repeated until nothing changes.
  function forgetHidden(filled) {
    for (let again = true; again;) {
      again = false;
      for (const question of data.questions.filter((q) => !isShown(q, filled.answers))) {
        for (const item of question.items.filter((i) => i.code in filled.answers)) {
          delete filled.answers[item.code];
          again = true;
        }
        delete filled.values[question.code];
      }
    }
  }

  return {
    isShown,
    forgetHidden,

    /** Number of unconditional steps; conditional ones are added. */
    commonSteps: steps.filter((step) => step.question.showWhen.length === 0).length,

    shownSteps: (answers) => steps.filter((step) => isShown(step.question, answers)),

    /** The step on which an item is answered. */
    stepOf: (itemCode) => steps.find((step) =>
      step.question.items.some((item) => item.code === itemCode && (!step.item || step.item === item))),

    /** The first check that fires and was not yet confirmed; a hard one cannot be confirmed. */
    firing: (filled) => data.checks.find((check) =>
      check.when.every((condition) => holds(condition, filled.answers))
      && !(check.strictness === "soft" && filled.confirmed.has(check.code))),

    /** Whether every required question has an answer, whatever it is. */
    isComplete: (filled) => data.questions.filter((question) => isShown(question, filled.answers)).every((question) =>
      question.items.every((item) => !item.required || item.code in filled.answers)
      && (!question.required || filled.values[question.code] !== undefined)),
  };
}

// Saving after the session has ended would lose the text at the login page: first see that the server still knows us.

import { pauseKeeping, resumeKeeping } from "./autosave.js";
import { takePresentToken } from "./session.js";

export function saveOnlyWhileKnown() {
  const form = document.getElementById("draft-form");
  const trouble = document.getElementById("save-trouble");
  let isKnown = false;
  let presses = 0;

  form.addEventListener("submit", async (event) => {
    if (isKnown) return;
    event.preventDefault();
    const press = ++presses;
    await pauseKeeping();
    const problem = await takePresentToken(form);
    if (press !== presses) return; // pressed again meanwhile: the last press alone sends
    trouble.textContent = problem;
    if (problem) return resumeKeeping();
    isKnown = true;
    form.requestSubmit(event.submitter);
    isKnown = false;
  });
}

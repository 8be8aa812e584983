// What is typed is kept on the server when typing rests, when a field is left and when the page is left: for this person alone,
// until it is saved. Two keepings never overtake each other, and none overtakes a save.

import { CUT_OFF, GONE, LOST, takePresentToken } from "./session.js";

const RESTED = 2000; // milliseconds
const RETRY = 15000;
const KEEPALIVE_LIMIT = 60000; // bytes: what a browser still sends for a page that is gone

const form = document.getElementById("draft-form");
const state = document.getElementById("save-state");
const trouble = document.getElementById("save-trouble");
let timer = 0;
let isTyped = false; // something stands here that the server does not have
let isPaused = false; // a save is on its way
let sending = null;

export function keepWhileTyping() {
  form.addEventListener("input", () => {
    isTyped = true;
    later(RESTED);
  });
  form.addEventListener("focusout", () => isTyped && keep());
  document.addEventListener("visibilitychange", () => document.hidden && isTyped && keep());
  // Before forms.js asks whether to leave: what is small enough goes along without asking.
  window.addEventListener("beforeunload", leave, true);
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
}

export async function pauseKeeping() {
  isPaused = true;
  await sending;
}

export function resumeKeeping() {
  isPaused = false;
  if (isTyped) later(RESTED);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

async function keep() {
  if (isPaused) return;
  if (sending) return later(RESTED);
  clearTimeout(timer);
  isTyped = false;
  sending = send();
  const problem = await sending;
  sending = null;
  trouble.textContent = problem;
  if (problem) isTyped = true;
  if (problem === CUT_OFF) later(RETRY);
  if (!isTyped) tellKept();
}

// What is in the way, in words; nothing where all is kept.
async function send(isSecond = false) {
  let answer;
  try {
    answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form) });
  } catch {
    return CUT_OFF;
  }
  if (answer.redirected) return LOST;
  if (answer.status === 403 && !isSecond) return (await takePresentToken(form)) || send(true);
  if (answer.status === 403 || answer.status === 404) return GONE;
  if (!answer.ok) return CUT_OFF;
  return told(await answer.json());
}

function told({ kept, sentence, presence, refusal }) {
  // The form that drops what is typed (restored.html) means the text as it was kept last.
  if (kept) for (const field of document.getElementsByName("kept")) field.value = kept;
  state.textContent = [sentence, presence].filter(Boolean).join(" ");
  return refusal ?? "";
}

function leave() {
  if (isPaused || sending || !isTyped) return;
  const body = new FormData(form);
  const size = [...body.values()].reduce((sum, value) => sum + new Blob([value]).size + 200, 0);
  if (size > KEEPALIVE_LIMIT) return;
  fetch(form.dataset.keep, { method: "POST", body, keepalive: true }).catch(() => {});
  tellKept();
}

// forms.js asks before it lets go of what is typed; of this nothing is lost.
function tellKept() {
  form.dispatchEvent(new Event("kept", { bubbles: true }));
}

// The proof-reader reads again what stands in the editor, when typing rests. Its panel is its own (proofreading_panel.html).

const RESTED = 1500; // milliseconds

export function recheckWhileTyping() {
  const form = document.getElementById("draft-form");
  const panel = document.getElementById("proofreading");
  let timer = 0;
  let asked = new AbortController();

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(recheck, RESTED);
  });

  async function recheck() {
    asked.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(panel.dataset.url, { method: "POST", body: new FormData(form), signal: asked.signal });
      if (!answer.ok || answer.redirected) return;
      panel.innerHTML = await answer.text();
      document.dispatchEvent(new Event("spots:changed"));
    } catch {
      // What was found last stays on the page; autosave.js says that the server cannot be reached.
    }
  }
}

// The place to write: text, "I received this" and one file.
const form = document.getElementById("composer");
const text = document.getElementById("text");
const forwarded = document.getElementById("forwarded");
const file = document.getElementById("file");
const chosen = document.getElementById("chosen");
const plain = text.placeholder;

export function composer(onMessage) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const message = { text: text.value.trim(), forwarded: forwarded.checked, file: file.files[0] };
    if (!message.text && !message.file) {
      text.focus();
      return;
    }
    onMessage(message);
    form.reset();
    refresh();
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    // On a phone Enter makes a new line; isComposing keeps Vietnamese typing programs out of it.
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (!sends || !matchMedia("(pointer: fine)").matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
  text.addEventListener("input", grow);
  forwarded.addEventListener("change", () => {
    refresh();
    if (forwarded.checked) text.focus();
  });
  file.addEventListener("change", refresh);
  document.getElementById("unchoose").addEventListener("click", () => {
    file.value = "";
    refresh();
    text.focus();
  });
}

function refresh() {
  form.classList.toggle("quoting", forwarded.checked);
  text.placeholder = forwarded.checked ? text.dataset.forwarded : plain;
  chosen.hidden = !file.files.length;
  document.getElementById("chosen-name").textContent = file.files.length ? file.files[0].name : "";
  grow();
}

function grow() {
  text.rows = Math.min(5, Math.max(1, Math.ceil(text.value.length / 22), text.value.split("\n").length));
}
